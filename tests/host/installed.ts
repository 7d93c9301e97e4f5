import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Sandbox } from '../program/sandbox.js';
import { undoing } from './undo.js';

export const program = createRequire(import.meta.url).resolve('@ram-sweep/cli/bin/ram-sweep.js');

/** ram-sweep as a person has it: a command on the PATH, with a home. */
export interface Installed extends AsyncDisposable {
  readonly sandbox: Sandbox;
  /** Variables of a shell that finds the command. */
  readonly env: Readonly<Record<string, string>>;
}

export async function install(): Promise<Installed> {
  const sandbox = await Sandbox.create();
  const bin = join(sandbox.home, 'bin');
  const command = join(bin, 'ram-sweep');
  await mkdir(bin);
  await writeFile(command, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
  await chmod(command, 0o755);
  const env = { RAM_SWEEP_HOME: sandbox.home, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  const undo = undoing(() => {
    spawnSync(process.execPath, [program, 'down'], { env: { ...process.env, ...env } });
    rmSync(sandbox.home, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    sandbox,
    env,
    [Symbol.asyncDispose]: async () => {
      await sandbox[Symbol.asyncDispose]();
      undo[Symbol.dispose]();
    },
  };
}
