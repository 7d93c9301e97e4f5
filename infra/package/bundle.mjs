import { relative } from 'node:path';
import { rolldown } from 'rolldown';
import { inRoot } from '../bootstrap/phase.mjs';
import { foundByUrl } from './found-by-url.mjs';
import { placeOf } from './places.mjs';

/** What a person or a program begins with. The programs and threads that these find by URL are added to them. */
const ENTRIES = ['apps/cli/dist/main.js', 'packages/studies/dist/index.js'];

/**
 * Ours are inside the bundle, and two from npm: a query loads 200 modules of theirs, of which few are needed, and
 * starts in three quarters of the time without them. So is what the bundler adds. All others are installed beside it.
 */
const INSIDE = /^(?:@ram-sweep\/|@oxc-project\/|(?:drizzle-orm|zod)(?:$|\/))/;
const isFromNpm = (specifier) => /^[@\w]/.test(specifier) && !INSIDE.test(specifier);

/**
 * Bundles what was compiled into `folder`. Returns the code of all of it, which packages from npm it imports, the
 * folders of those that it contains, and the files and folders that it reads besides, by their paths in the repository.
 * Throws where anything is doubtful.
 */
export async function bundle(folder) {
  const toCopy = new Set();
  const build = await rolldown({
    input: ENTRIES.map((entry) => inRoot(entry)),
    cwd: inRoot(),
    platform: 'node',
    tsconfig: false,
    transform: { target: 'esnext' },
    external: isFromNpm,
    plugins: [foundByUrl(toCopy)],
    onLog: refuseWarning,
  });
  try {
    const { output } = await build.write({
      dir: folder,
      format: 'esm',
      entryFileNames: ({ facadeModuleId }) => placeOf(relative(inRoot(), facadeModuleId)),
      chunkFileNames: 'dist/chunks/[name].js',
      comments: { legal: true, annotation: false, jsdoc: false },
    });
    const code = output.map((chunk) => chunk.code).join('\n');
    return { code, imported: importedBy(output), contained: containedIn(output), toCopy: [...toCopy] };
  } finally {
    await build.close();
  }
}

function refuseWarning(level, { message }) {
  if (level === 'warn') throw new Error(message);
}

/** `pg`, `drizzle-orm` of `drizzle-orm/pg-core`, and the like. */
function importedBy(chunks) {
  const own = new Set(chunks.map(({ fileName }) => fileName));
  const names = chunks
    .flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])
    .filter((specifier) => !own.has(specifier) && !specifier.startsWith('node:'))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)[0]);
  return [...new Set(names)];
}

function containedIn(chunks) {
  const folders = chunks
    .flatMap(({ moduleIds }) => moduleIds)
    .flatMap((id) => /^\/.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? []);
  return [...new Set(folders)];
}
