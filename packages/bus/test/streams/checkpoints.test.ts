import { createHash } from 'node:crypto';
import { checkpointName, checkpointPiece, CHECKPOINTS_STREAM, type CheckpointRef } from '@ram-sweep/protocol';
import * as fc from 'fast-check';
import { connect } from 'nats';
import { expect, test } from 'vitest';
import {
  BusRefusedError,
  CheckpointDigestError,
  CheckpointMissingError,
  CheckpointTooLargeError,
  type Bus,
} from '../../src/index.js';
import { newStudy } from '../messages.js';
import { onNats } from '../on-nats.js';

const server = onNats();
const PIECE = 128 * 1024;
const atStart = { epoch: 1, step: 0 };

const bytesOf = (length: number, seed = 1) =>
  Uint8Array.from({ length }, (_, index) => (index * 31 + seed * 17) % 251);

/** Does something to the stream that the bus never does. */
async function tamper(subject: string, payload?: Uint8Array): Promise<void> {
  const nats = await connect({ servers: server.nats.url, ...asNats(server.nats.coordinator) });
  const manager = await nats.jetstreamManager();
  if (payload) await nats.jetstream().publish(subject, payload);
  else await manager.streams.purge(CHECKPOINTS_STREAM, { filter: subject });
  await nats.close();
}

const asNats = ({ user, password }: { user: string; password: string }) => ({ user, pass: password });

const put = (bus: Bus, name: string, bytes: Uint8Array): Promise<CheckpointRef> =>
  bus.checkpoints.put(name, bytes, atStart);

test('a worker puts a checkpoint and another gets it, of any size around the size of a piece', async () => {
  const [writer, reader] = [await server.open('coordinator'), await server.open('worker')];
  const sizes = [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 10 * PIECE + 5].map((size) =>
    fc.constant(size),
  );
  await fc.assert(
    fc.asyncProperty(fc.oneof(...sizes, fc.nat(4 * PIECE)), fc.nat(250), async (size, seed) => {
      const bytes = bytesOf(size, seed);
      const name = checkpointName(newStudy(), 4, 2, 3, 0);
      const ref = await writer.checkpoints.put(name, bytes, { epoch: 3, step: 7 });
      const digest = createHash('sha256').update(bytes).digest('hex');
      expect(ref).toEqual({ name, digest, bytes: size, epoch: 3, step: 7 });
      expect(Buffer.compare(await reader.checkpoints.get(ref), bytes)).toBe(0);
    }),
    { numRuns: 25 },
  );
});

test('putting a name again replaces its bytes', async () => {
  const bus = await server.open('worker');
  const name = checkpointName(newStudy(), 0, 1, 1, 0);
  const longer = await put(bus, name, bytesOf(3 * PIECE, 1));
  const shorter = await put(bus, name, bytesOf(PIECE, 2));
  expect(Buffer.compare(await bus.checkpoints.get(shorter), bytesOf(PIECE, 2))).toBe(0);
  await expect(bus.checkpoints.get(longer)).rejects.toThrow(CheckpointDigestError);
});

test.each([
  ['one byte is different', (subject: string) => tamper(subject, bytesOf(PIECE, 9))],
  ['a piece has another size', (subject: string) => tamper(subject, bytesOf(PIECE - 1, 1))],
  ['a piece is empty', (subject: string) => tamper(subject, new Uint8Array(0))],
])('a checkpoint is corrupt where %s', async (_, damage) => {
  const bus = await server.open('worker');
  for (const piece of [0, 1, 2]) {
    const name = checkpointName(newStudy(), 0, 1, 1, piece);
    await server.open('coordinator');
    const ref = await put(bus, name, bytesOf(3 * PIECE));
    await damage(checkpointPiece(name, piece));
    // A smaller first piece implies other pieces than there are.
    await expect(bus.checkpoints.get(ref)).rejects.toThrow(
      /^checkpoint \S+ (does not have its SHA-256|has a piece \d of|does not have \d+ bytes|is not on the NATS server \(piece 3\))/,
    );
  }
});

test('a checkpoint is missing if one piece or all of it is gone', async () => {
  const bus = await server.open('coordinator');
  const name = checkpointName(newStudy(), 0, 1, 1, 0);
  const ref = await put(bus, name, bytesOf(3 * PIECE));
  await tamper(checkpointPiece(name, 2));
  await expect(bus.checkpoints.get(ref)).rejects.toThrow(CheckpointMissingError);
  await tamper(checkpointPiece(name, 0));
  await expect(bus.checkpoints.get(ref)).rejects.toMatchObject({ checkpoint: name });
});

test('removeOlder removes the earlier checkpoints of that trial only, by attempt, epoch and step', async () => {
  const bus = await server.open('coordinator');
  const study = newStudy();
  const store = (trial: number, attempt: number, epoch: number, step: number) =>
    put(bus, checkpointName(study, trial, attempt, epoch, step), bytesOf(PIECE + 1));
  const older = await Promise.all([store(1, 1, 9, 0), store(1, 2, 9, 0), store(1, 2, 10, 0)]);
  const kept = await store(1, 2, 10, 3);
  // The worker is ahead of the coordinator: these must survive although the caller does not know of them.
  const newer = await Promise.all([store(1, 2, 11, 0), store(1, 3, 1, 0), store(11, 1, 1, 0)]);
  await bus.checkpoints.removeOlder(kept.name);
  const outcomes = await Promise.allSettled(
    [...older, kept, ...newer].map((ref) => bus.checkpoints.get(ref)),
  );
  expect(outcomes.map(({ status }) => status)).toEqual([
    ...older.map(() => 'rejected'),
    ...[kept, ...newer].map(() => 'fulfilled'),
  ]);
});

test('purge removes the checkpoints of that study only', async () => {
  const bus = await server.open('coordinator');
  const mine = await put(bus, checkpointName(newStudy(), 0, 1, 1, 0), bytesOf(10));
  const other = await put(bus, checkpointName(newStudy(), 0, 1, 1, 0), bytesOf(10));
  await bus.checkpoints.purge(mine.name.slice(0, 36));
  await expect(bus.checkpoints.get(mine)).rejects.toThrow(CheckpointMissingError);
  expect(await bus.checkpoints.get(other)).toEqual(bytesOf(10));
});

test('a put and a get outlive a crash of nats-server', async () => {
  const bus = await server.open('worker');
  await server.open('coordinator');
  const bytes = bytesOf(40 * PIECE);
  const putting = put(bus, checkpointName(newStudy(), 0, 1, 1, 0), bytes);
  await server.nats.restart();
  const ref = await putting;
  const getting = bus.checkpoints.get(ref);
  await server.nats.restart();
  expect(Buffer.compare(await getting, bytes)).toBe(0);
});

test('an invalid checkpoint is refused before anything is sent', async () => {
  const bus = await server.open('worker');
  const ref = { name: 'x', digest: '0'.repeat(64), bytes: 1, ...atStart };
  await expect(put(bus, `${newStudy()}/0/>`, bytesOf(1))).rejects.toThrow(BusRefusedError);
  await expect(bus.checkpoints.removeOlder('*/1/1-1-1')).rejects.toThrow(BusRefusedError);
  await expect(bus.checkpoints.get({ ...ref, name: '../etc' })).rejects.toThrow(CheckpointMissingError);
  const huge = { length: 2 ** 32 } as Uint8Array;
  const name = checkpointName(newStudy(), 0, 1, 1, 0);
  await expect(put(bus, name, huge)).rejects.toThrow(CheckpointTooLargeError);
  await expect(bus.checkpoints.get({ ...ref, name, bytes: 2 ** 40 })).rejects.toThrow(CheckpointDigestError);
});

test('no memory is allocated for the length that a ref claims before the pieces are seen', async () => {
  const bus = await server.open('coordinator');
  const ref = await put(bus, checkpointName(newStudy(), 0, 1, 1, 0), bytesOf(PIECE));
  const before = process.memoryUsage().arrayBuffers;
  await expect(bus.checkpoints.get({ ...ref, bytes: 2 ** 30 })).rejects.toThrow(CheckpointMissingError);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 28);
});

test('a checkpoint in pieces of one byte is refused at the first piece', async () => {
  const bus = await server.open('coordinator');
  const ref = await put(bus, checkpointName(newStudy(), 0, 1, 1, 0), bytesOf(2 * PIECE));
  await tamper(checkpointPiece(ref.name, 0), Uint8Array.of(1));
  await expect(bus.checkpoints.get(ref)).rejects.toThrow(CheckpointDigestError);
});
