import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/*
 * Values reach SQL as parameters and names as escaped identifiers, by the libraries' own means. Whoever builds SQL from
 * text has to change this test.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A constant by its name, or a call that escapes. */
const SAFE = /^[A-Z_]+$|^admin\.escape(Literal|Identifier)\([\w.]+\)$/;

const sources = ['packages', 'apps'].flatMap((folder) =>
  readdirSync(join(root, folder)).flatMap((name) => filesIn(join(root, folder, name, 'src'))),
);

function filesIn(folder: string): { file: string; text: string }[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file: relative(root, file), text: readFileSync(file, 'utf8') }));
}

/** Every match of a pattern's first group, with the file it stands in. */
const found = (pattern: RegExp): string[] =>
  sources.flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([, part]) => `${file}: ${part}`));

test('the sources are looked at', () => {
  expect(sources.length).toBeGreaterThan(150);
  expect(found(/(\bsql`)/g).length).toBeGreaterThan(20);
});

test('nothing is put into SQL raw', () => {
  expect(found(/(sql\.raw\b.*)/g)).toEqual([]);
});

test('what is interpolated into the text of a query is a constant or was escaped', () => {
  const queries = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\.query(?:<[^(]*>)?\(\s*`([^`]*)`/g)].map(([, query]) => ({ file, query: query! })),
  );
  const parts = queries.flatMap(({ file, query }) =>
    [...query.matchAll(/\$\{([^}]*)\}/g)].map(([, part]) => ({ file, part: part! })),
  );
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.filter(({ part }) => !SAFE.test(part))).toEqual([]);
});

test('no text of a query is put together with + but from constants', () => {
  expect(found(/\.(?:query|execute)(?:<[^(]*>)?\(([^;]*?['"`]\s*\+\s*[^'"`\s][^;]*?)\);/g)).toEqual([]);
});
