import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { job, newStudy } from '../messages.js';
import { onNats } from '../on-nats.js';

const server = onNats();

/** A way to the server that breaks once, at the moment at which a client asks for what is there without waiting. */
async function breakingAt(words: string, url: string): Promise<string> {
  let isWhole = true;
  const listener = createServer((client) => {
    const upstream = connect(Number(new URL(url).port), '127.0.0.1');
    client.on('data', (bytes: Buffer) => {
      const isAsked = bytes.toString('latin1').includes(words);
      if (isWhole && isAsked) [client, upstream].forEach((each) => each.destroy());
      else upstream.write(bytes);
      isWhole &&= !isAsked;
    });
    upstream.on('data', (bytes: Buffer) => void client.write(bytes));
    for (const socket of [client, upstream])
      socket
        .on('error', () => undefined)
        .on('close', () => [client, upstream].forEach((each) => each.destroy()));
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  onTestFinished(() => void listener.close());
  return `nats://127.0.0.1:${(listener.address() as AddressInfo).port}`;
}

test('a job that has arrived is returned although the connection breaks before the next request', async () => {
  const coordinator = await server.open('coordinator');
  const worker = await server.open('worker', {
    servers: await breakingAt('"no_wait":true', server.nats.url),
  });
  const study = newStudy();
  await coordinator.jobs.publish(job(study, 7));
  // Given back over a broken connection, it would come again only after its acknowledgement timed out, after 30 s.
  const taken = await worker.jobs.takeSome({ atMost: 2, signal: AbortSignal.timeout(10_000) });
  expect(taken.map((delivery) => delivery.job.trial)).toEqual([7]);
});
