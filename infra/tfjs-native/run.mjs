import { spawnSync } from 'node:child_process';
import { fail } from '../bootstrap/phase.mjs';

/** Runs a program and returns what it printed, if that was asked for; ends with `problem`, the way out, if it fails. */
export function run(program, args, problem, options = {}) {
  const { status, signal, error, stdout } = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 2, 2],
    ...options,
  });
  if (status === 0) return stdout;
  const end = error?.message ?? signal ?? `exit code ${status}`;
  return fail(`${[program, ...args.slice(0, 2)].join(' ')} did not succeed (${end}).\n${problem}`);
}
