/**
 * Where a file or folder of the repository goes in the package, both by their paths from the top, with slashes; a
 * folder's path ends with one. What was compiled keeps its package's name: `dist/worker/main.js`. All else of a package
 * of ours goes to the top: `migrations/`. What is outside of them stays where it is: `studies/`.
 */
export function placeOf(path) {
  const [, name, inside] = /^(?:apps|packages)\/([^/]+)\/(.*)$/.exec(path) ?? [];
  if (name === undefined) return path;
  return inside.startsWith('dist/') ? inside.replace('dist/', `dist/${name}/`) : inside;
}

/** Whether it is a module that was compiled, which is bundled and not copied. */
export const isCompiled = (path) => /^(?:apps|packages)\/[^/]+\/dist\/.*\.js$/.test(path);
