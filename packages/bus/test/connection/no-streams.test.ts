import { checkpointName } from '@ram-sweep/protocol';
import { expect, test } from 'vitest';
import { CheckpointMissingError } from '../../src/index.js';
import { newStudy } from '../messages.js';
import { onNats } from '../on-nats.js';

// No coordinator connects in this file, so the server has no streams, as if everything in NATS had been lost.
const server = onNats();

test('a command learns that a checkpoint is gone with its stream, and does not wait for a coordinator', async () => {
  const bus = await server.open('cli');
  const name = checkpointName(newStudy(), 0, 1, 1, 0);
  const ref = { name, digest: 'ab'.repeat(32), bytes: 9, epoch: 1, step: 0 };
  await expect(bus.checkpoints.get(ref)).rejects.toThrow(CheckpointMissingError);
});

test('a command finds nothing to remove if there are no streams', async () => {
  const bus = await server.open('cli');
  const study = newStudy();
  expect(await bus.jobs.purge(study)).toBe(0);
  expect(await bus.events.purge(study)).toBe(0);
  expect(await bus.checkpoints.purge(study)).toBe(0);
});
