import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A package of this repository, as its package.json tells. */
export interface Package {
  /** Its folder, such as `packages/bus`. */
  readonly folder: string;
  /** Folders of the packages that it depends on. Devices for tests are not among them. */
  readonly dependsOn: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;

/** Every app and package. */
export function readPackages(): Package[] {
  const folders = ['apps', 'packages'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => `${parent}/${name}`),
  );
  const byName = new Map(folders.map((folder) => [readManifest(folder).name, folder]));
  return folders.map((folder) => {
    const names = Object.keys(readManifest(folder).dependencies ?? {});
    return { folder, dependsOn: names.flatMap((name) => byName.get(name) ?? []).toSorted() };
  });
}

/** The source files of a package, by their paths from the root. */
export const sourceFiles = ({ folder }: Package): string[] =>
  readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => `${folder}/src/${file}`);

/** What a source file imports, types and dynamic imports included. */
export const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:\bfrom|\bimport\(?)\s*'([^']+)'/g)].map(
    ([, specifier]) => specifier!,
  );
