import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { defaultCacheDir } from '@ram-sweep/services';
import { root } from './root.js';

/** Types of npm packages that are generated from the resources' own definitions, by apiVersion. */
const MODELS: Readonly<Record<string, string>> = {
  'keda.sh/v1alpha1': '@kubernetes-models/keda/keda.sh/v1alpha1',
  'postgresql.cnpg.io/v1': '@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1',
};
const PACKAGES = ['@kubernetes-models/keda@2.0.0', '@kubernetes-models/cloudnative-pg@2.0.0'];

export interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Whether it is one of KEDA's or CloudNativePG's. */
export const isCustom = ({ apiVersion }: Resource): boolean => apiVersion in MODELS;

/**
 * Checks resources of KEDA and CloudNativePG: by the compiler, which refuses unknown fields, and by the schema. Throws
 * with what it finds.
 */
export async function checkCustomResources(resources: readonly Resource[]): Promise<void> {
  const folder = join(defaultCacheDir(process.env['XDG_CACHE_HOME']), 'host-checks-models');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...PACKAGES], folder);
  await writeFile(join(folder, 'check.ts'), resources.map(program).join(''));
  const compiler = join(root, 'node_modules', '.bin', 'tsc');
  const flags = ['--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022', '--types', ''];
  await run(compiler, [...flags, 'check.ts'], folder);
  await run(process.execPath, ['check.js'], folder);
}

/** A program that makes the resource; its names are its own. */
function program({ apiVersion, kind, ...fields }: Resource, index: number): string {
  const model = `${kind}${index}`;
  return `import { ${kind} as ${model} } from '${MODELS[apiVersion]}';
new ${model}(${JSON.stringify(fields, null, 2)}).validate();
`;
}

async function run(file: string, args: readonly string[], cwd: string): Promise<void> {
  try {
    await promisify(execFile)(file, args, { cwd });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${file} ${args.join(' ')}\n${stdout}${stderr}`, { cause: error });
  }
}

/** The resource in a file of JSON. */
export async function readResource(file: string): Promise<Resource> {
  return JSON.parse(await readFile(file, 'utf8')) as Resource;
}
