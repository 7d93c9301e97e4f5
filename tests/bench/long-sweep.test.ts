import { startTestNats } from '@ram-sweep/testkit';
import { expect, it } from 'vitest';
import { runLongSweep } from '../../bench/sweeps/long-sweep.mjs';
import { useServers } from '../faults/on-servers.js';

const servers = useServers();

it('a coordinator that has recorded thousands of epochs holds no more than one that has recorded hundreds', async () => {
  await using nats = await startTestNats();
  const { databaseUrl, readerUrl } = servers;
  const urls = { databaseUrl, readerUrl, nats };
  const { samples, peakMiB } = await runLongSweep(urls, { trials: 6_000, epochs: 2_500, samples: 6 });
  const [first, last] = [samples[0]!, samples.at(-1)!];
  expect(peakMiB).toBeLessThan(300);
  expect(last.heapMiB).toBeLessThan(first.heapMiB + 20);
  // Requests that are under way have a timer each; what leaks would grow with every epoch.
  expect(last.counts['Timeout'] ?? 0).toBeLessThan((first.counts['Timeout'] ?? 0) + 100);
  expect(last.counts['TCPSocketWrap']).toBeLessThanOrEqual(first.counts['TCPSocketWrap']! + 2);
  expect(last.threads).toBeLessThanOrEqual(first.threads + 1);
  expect(last.files).toBeLessThanOrEqual(first.files + 3);
});
