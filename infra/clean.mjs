/** Removes what was compiled, also the output of sources that are gone. It needs no packages and leaves them. */
import { readdirSync, rmSync } from 'node:fs';
import { inRoot } from './bootstrap/phase.mjs';

const packages = ['apps', 'packages'].flatMap((parent) =>
  readdirSync(inRoot(parent)).map((name) => inRoot(parent, name)),
);

for (const folder of [...packages, inRoot('chaos')])
  rmSync(`${folder}/dist`, { recursive: true, force: true });
rmSync(inRoot('infra', 'package', 'out'), { recursive: true, force: true });
