import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Starts a member in a process. It says that it is ready, and answers each line of JSON, with one line of JSON.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to this process's
 * @returns {Promise<import('./ask.mjs').Member>}
 */
export async function startProcess(program, args, env = {}) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors = (errors + chunk).slice(-2000)));
  const ended = once(child, 'close');
  const broken = ended.then(([code]) => {
    throw new Error(`${program} ended with ${code}: ${errors.trim()}`);
  });
  broken.catch(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await Promise.race([lines.next(), broken]);
    return done ? broken : JSON.parse(value);
  };
  const facts = await answer();
  return {
    pid: child.pid ?? 0,
    facts,
    ask: async (request) => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
