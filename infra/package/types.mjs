import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { inRoot } from '../bootstrap/phase.mjs';
import { studyTypes } from './study-types/study-types.mjs';

/** What is not taken from what TypeScript derived, and where it goes, as if it had been compiled. */
const WRITTEN = { ...studyTypes(), file: 'packages/studies/dist/study-types.d.ts' };

/** `import type { A, B as C } from 'x'`, and the same with export. */
const STATEMENT = /^(import|export) (type )?\{([^}]*)\} from '([^']+)';$/gm;

/**
 * Copies the declarations of `entry`, and of all that they take from others of ours, into `folder`, by paths from the
 * top of the repository and of the package. Each name is taken from the file that declares it, so that what nobody
 * needs stays behind; the types of a study are written from its schemas. Returns the packages from npm that they name.
 * Throws for what it does not understand.
 */
export function copyTypes(entry, folder) {
  const done = new Set();
  const fromNpm = new Set();
  const todo = [entry];
  for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
    if (done.has(file)) continue;
    done.add(file);
    const { text, needs, imported } = inPackage(file);
    const target = join(folder, placeOfTypes(file));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    todo.push(...needs);
    for (const name of imported) fromNpm.add(name);
  }
  return [...fromNpm];
}

/** `packages/studies/dist/index.d.ts` is `dist/types/studies/index.d.ts`. */
const placeOfTypes = (file) => file.replace(/^(?:apps|packages)\/([^/]+)\/dist\//, 'dist/types/$1/');

/** The text of a declaration file as it is in the package, the files that it needs, and the packages from npm. */
function inPackage(file) {
  const needs = new Set();
  const imported = new Set();
  if (file === WRITTEN.file) return { text: WRITTEN.text, needs, imported };
  const text = readFileSync(inRoot(file), 'utf8')
    .replace(/^\/\/# sourceMappingURL=.*$/m, '')
    .replaceAll(STATEMENT, (statement, verb, type = '', names, specifier) => {
      if (fileOf(specifier, file) === null) {
        imported.add(specifier);
        return statement;
      }
      return namesIn(names)
        .map(({ whole, name }) => {
          const from = declaringFile(name, fileOf(specifier, file));
          needs.add(from);
          return `${verb} ${type}{ ${whole} } from '${specifierTo(from, file)}';`;
        })
        .join('\n');
    });
  refuseOthers(text, file);
  return { text, needs, imported };
}

/** `A`, `type B` and `C as D`, whose names in the other file are A, B and C. */
const namesIn = (list) =>
  list
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((whole) => ({ whole, name: /^(?:type )?(\w+)/.exec(whole)[1], as: /(\w+)$/.exec(whole)[1] }));

/** Where a name that a file exports is declared, behind all files that only pass it on. */
function declaringFile(name, file) {
  if (WRITTEN.names.includes(name)) return WRITTEN.file;
  for (const [, verb, , names, specifier] of readFileSync(inRoot(file), 'utf8').matchAll(STATEMENT)) {
    const passed = namesIn(names).find(({ as }) => as === name);
    const next = fileOf(specifier, file);
    // Under another name it cannot be taken from there by this one.
    if (verb === 'export' && passed?.name === name && next !== null) return declaringFile(name, next);
  }
  return file;
}

/** The declaration file behind a specifier; null for a package from npm. */
function fileOf(specifier, from) {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.d.ts');
  const [, name, entry] = /^@ram-sweep\/([\w-]+)(.*)$/.exec(specifier) ?? [];
  if (name === undefined) return null;
  const { exports } = JSON.parse(readFileSync(inRoot('packages', name, 'package.json'), 'utf8'));
  return posix.join('packages', name, exports[`.${entry}`].types);
}

function specifierTo(file, from) {
  const way = posix
    .relative(posix.dirname(placeOfTypes(from)), placeOfTypes(file))
    .replace(/\.d\.ts$/, '.js');
  return way.startsWith('.') ? way : `./${way}`;
}

function refuseOthers(text, file) {
  if (/['"]@ram-sweep\//.test(text))
    throw new Error(`${file} takes types of ours in a way that is not understood`);
}
