import { fail } from './phase.mjs';

/** The first Node 20 that ran ES modules and all else that is used here without flags; package.json says the same. */
const MINIMUM = [20, 19];

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  fail(
    `ram-sweep needs Node ${MINIMUM.join('.')} or newer, and this is ${process.version} (${process.execPath}).\n` +
      'Install a newer one, e.g. from https://nodejs.org or with nvm install 22, and try again.',
  );
}
