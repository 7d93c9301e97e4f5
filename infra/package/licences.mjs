import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../bootstrap/phase.mjs';

/** A copy of the text for packages that come without one. */
const APACHE = inRoot('node_modules', 'typescript', 'LICENSE');

/** What their licences ask to be passed on of packages from npm that the bundles contain, given by their folders. */
export function licencesOf(folders) {
  return folders
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return `${name} ${version} (${license})\n\n${textOf(folder, license).trim()}\n`;
    })
    .toSorted()
    .join(`\n${'-'.repeat(80)}\n\n`);
}

function textOf(folder, license) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file !== undefined) return readFileSync(join(folder, file), 'utf8');
  if (license === 'Apache-2.0') return readFileSync(APACHE, 'utf8');
  throw new Error(`${folder} has no text of its licence`);
}
