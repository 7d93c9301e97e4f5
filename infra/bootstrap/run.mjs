import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fail, root } from './phase.mjs';

/**
 * Runs a program in the project's folder; ends with its exit code if that is not 0. Ctrl-C reaches both: we wait for
 * the program's end.
 */
export async function run(program, args) {
  const { code, signal } = await finished(program, args, { stdio: 'inherit' });
  endUnlessOk(code, signal);
}

/** The same for one that says something only when it fails: what it says is held back until it ends. */
export async function runQuietly(program, args) {
  const { code, signal, output } = await finished(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  process.stderr.write(output);
  endUnlessOk(code, signal);
}

const ignore = () => undefined;

/** How a program ended. `options`: as for spawn. */
export async function finished(program, args, options) {
  process.on('SIGINT', ignore);
  const child = spawn(program, args, { cwd: root, ...options });
  const pieces = [];
  child.stdout?.on('data', (piece) => pieces.push(piece));
  child.stderr?.on('data', (piece) => pieces.push(piece));
  const ended = once(child, 'close').catch((error) => fail(`cannot run ${program}: ${error.message}`));
  const [code, signal] = await ended.finally(() => process.off('SIGINT', ignore));
  return { code, signal, output: Buffer.concat(pieces) };
}

function endUnlessOk(code, signal) {
  if (code !== 0) process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
}
