import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { endProcess } from '../../src/process/process.js';

/** Listens, says where, and keeps many threads busy, each of which has to end before the port is free. */
const MANY_THREADS = `
  const { Worker } = require('node:worker_threads');
  const spins = Array.from({ length: 8 }, () => new Worker('require("node:worker_threads").parentPort.postMessage(0); for (;;);', { eval: true }));
  Promise.all(spins.map((spin) => new Promise((resolve) => spin.once('message', resolve)))).then(() => {
    const server = require('node:net').createServer().listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));
  });
`;

test('a process that was ended has left its port, however many threads it had', async () => {
  for (let round = 0; round < 3; round += 1) {
    const child = spawn(process.execPath, ['-e', MANY_THREADS], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    await endProcess(child.pid!, { signal: 'SIGKILL', graceMs: 60_000 });
    const next = createServer().listen(Number(port), '127.0.0.1');
    await expect(once(next, 'listening')).resolves.toEqual([]);
    await once(next.close(), 'close');
  }
});
