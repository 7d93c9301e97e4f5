import { once } from 'node:events';
import { parentPort, Worker } from 'node:worker_threads';

/**
 * Starts a member in a thread. Its script calls `serve`.
 * @param {URL} script
 * @param {object} workerData
 * @returns {Promise<import('./ask.mjs').Member>}
 */
export async function startThread(script, workerData) {
  const worker = new Worker(script, { workerData });
  const [facts] = await once(worker, 'message');
  return {
    pid: process.pid,
    facts,
    ask: async (request) => {
      worker.postMessage(request, []);
      const [answer] = await once(worker, 'message');
      return answer;
    },
    // Ends between two requests, for a thread that is terminated within a native call takes the process with it.
    close: async () => {
      const ended = once(worker, 'exit');
      worker.postMessage({ do: 'close' }, []);
      await ended;
    },
  };
}

/**
 * The thread's side: says that it is ready, then answers requests by their `do` until it is told to close.
 * @param {object} facts
 * @param {Record<string, (request: any) => Promise<object>>} handlers
 * @param {() => Promise<void>} close
 */
export function serve(facts, handlers, close) {
  const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
  const reply = async (/** @type {any} */ request) => {
    if (request.do === 'close') {
      await close();
      port.close();
    } else {
      port.postMessage(await handlers[request.do]?.(request), []);
    }
  };
  port.on('message', (request) => void reply(request));
  port.postMessage(facts, []);
}
