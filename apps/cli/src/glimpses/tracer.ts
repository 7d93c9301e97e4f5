import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TraceMessage } from '@ram-sweep/dashboard';
import { environmentFor } from '@ram-sweep/studies/process-environment';
import { decodeMessage } from './trace-lines.js';
import type { TraceRequest } from './trace-trial.js';

const program = fileURLToPath(new URL('../../bin/ram-sweep.js', import.meta.url));

/**
 * Traces a trial's model in a process of its own, which no dashboard waits for and whose memory goes with it. What it
 * tells of comes as it is known; that it failed, in words. The function that is returned ends it; it also ends when
 * this process does.
 */
export function startTracer(request: TraceRequest, tell: (message: TraceMessage) => void): () => void {
  const child = spawn(process.execPath, [program, 'trace'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: environmentFor('coordinator'),
  });
  let heard = true;
  const say = (message: TraceMessage): void => {
    if (!heard) return;
    heard = message.kind !== 'failure';
    tell(message);
  };
  const fail = (message: string): void => say({ kind: 'failure', message });
  createInterface({ input: child.stdout }).on('line', (line) => say(decodeMessage(line)));
  child.once('error', (error) => fail(`cannot start the process that loads the model: ${error.message}`));
  child.once('close', (code, signal) =>
    fail(`the process that loads the model has ended with ${signal ?? `exit code ${code}`}`),
  );
  // It may end before it has read this, which `close` tells.
  child.stdin.on('error', () => undefined);
  // Left open: its end is what ends the process where we cannot.
  child.stdin.write(`${JSON.stringify(request)}\n`);
  return () => {
    heard = false;
    child.kill();
  };
}
