import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../packages/search/dist/samplers/', import.meta.url));

/** Our samplers by their code: a search is done again when any of it changes. */
export async function ourVersion() {
  const files = await readdir(folder, { recursive: true });
  const digest = createHash('sha256');
  for (const file of files.filter((name) => name.endsWith('.js')).toSorted())
    digest.update(file).update(await readFile(`${folder}${file}`));
  return digest.digest('hex').slice(0, 10);
}
