import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, { readonly '@ram-sweep/source'?: string }>>;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Where each entry of our packages has its source, for Vite's `resolve.alias`: what is tested is what stands there, not
 * what was built last. (As `resolve.conditions` it would reach the programs and threads that tests start as well.)
 */
export function sourceAliases(): { find: RegExp; replacement: string }[] {
  const folders = ['apps', 'packages'].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(root, parent, name)),
  );
  return folders.flatMap((folder) => {
    const { name, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
    return Object.entries(exports ?? {}).flatMap(([entry, { '@ram-sweep/source': source }]) =>
      source === undefined
        ? []
        : [{ find: new RegExp(`^${name}${entry.slice(1)}$`), replacement: join(folder, source) }],
    );
  });
}
