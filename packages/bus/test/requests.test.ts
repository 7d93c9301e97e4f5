import { setTimeout as sleep } from 'node:timers/promises';
import { commandSubject, PROTOCOL_VERSION, type Command } from '@ram-sweep/protocol';
import { connect } from 'nats';
import { expect, test } from 'vitest';
import { BusClosedError, CoordinatorAbsentError, InvalidMessageError } from '../src/index.js';
import { claim, newStudy } from './messages.js';
import { onNats, subscribed } from './on-nats.js';

const server = onNats();
const version = PROTOCOL_VERSION;
const inTime = { timeoutMs: 60_000 };
const granted = { version, granted: true as const, attempt: 1, checkpoints: [], untilEpoch: null };
const stopTrial = (study: string): Command => ({ version, study, kind: 'stop-trial', trial: 2 });

test('a claim is answered by the coordinator of its study', async () => {
  const [coordinator, worker] = [await server.open('coordinator'), await server.open('worker')];
  const [mine, other] = [newStudy(), newStudy()];
  coordinator.claims.serve(mine, (asked) => ({ ...granted, attempt: asked.trial + 1 }));
  coordinator.claims.serve(other, () => ({ granted: false, reason: 'not mine' }));
  await subscribed(coordinator);
  expect(await worker.claims.request(claim(mine, 4), inTime)).toEqual({ ...granted, attempt: 5 });
  expect(await worker.claims.request(claim(other, 4), inTime)).toEqual({
    version,
    granted: false,
    reason: 'not mine',
  });
});

test('a command is answered, with the version filled in', async () => {
  const [coordinator, cli] = [await server.open('coordinator'), await server.open('cli')];
  const study = newStudy();
  coordinator.commands.serve(study, async ({ kind }) => {
    await sleep(10);
    return { ok: true, message: kind };
  });
  await subscribed(coordinator);
  expect(await cli.commands.request(stopTrial(study), inTime)).toEqual({
    version,
    ok: true,
    message: 'stop-trial',
  });
});

test('many claims at once each get their own answer', async () => {
  const [coordinator, worker] = [await server.open('coordinator'), await server.open('worker')];
  const study = newStudy();
  coordinator.claims.serve(study, async ({ trial }) => {
    await sleep(trial % 7);
    return { ...granted, attempt: trial + 1 };
  });
  await subscribed(coordinator);
  const trials = Array.from({ length: 200 }, (_, trial) => trial);
  const replies = await Promise.all(
    trials.map((trial) => worker.claims.request(claim(study, trial), inTime)),
  );
  expect(replies.map((reply) => reply.granted && reply.attempt)).toEqual(trials.map((trial) => trial + 1));
});

test('of two coordinators that listen for one study, one gets each claim', async () => {
  const [first, second] = [await server.open('coordinator'), await server.open('coordinator')];
  const worker = await server.open('worker');
  const study = newStudy();
  let asked = 0;
  for (const coordinator of [first, second]) {
    coordinator.claims.serve(study, () => {
      asked += 1;
      return granted;
    });
  }
  for (const coordinator of [first, second]) await subscribed(coordinator);
  for (let trial = 0; trial < 20; trial += 1) await worker.claims.request(claim(study, trial), inTime);
  expect(asked).toBe(20);
});

test('no coordinator: a command fails at once, and again after the coordinator stopped listening', async () => {
  const [coordinator, person] = [await server.open('coordinator'), await server.open('cli')];
  const study = newStudy();
  const command = { version: PROTOCOL_VERSION, study, kind: 'stop-study' } as const;
  const absent = { name: 'CoordinatorAbsentError', study, reason: 'no-responders', retryable: true };
  const ask = () => person.commands.request(command, { timeoutMs: 60_000 });
  await expect(ask()).rejects.toMatchObject(absent);
  const serving = coordinator.commands.serve(study, () => ({ ok: true, message: 'stopping' }));
  await subscribed(coordinator);
  await ask();
  serving.close();
  await subscribed(coordinator);
  await expect(ask()).rejects.toMatchObject(absent);
});

test('no coordinator: a claim, which goes to another account of the server, fails in time', async () => {
  const worker = await server.open('worker');
  const study = newStudy();
  await expect(worker.claims.request(claim(study, 0), { timeoutMs: 200 })).rejects.toMatchObject({
    name: 'CoordinatorAbsentError',
    study,
    reason: 'timeout',
    retryable: true,
  });
});

test('a coordinator that does not answer in time counts as absent', async () => {
  const [coordinator, worker] = [await server.open('coordinator'), await server.open('worker')];
  const study = newStudy();
  coordinator.claims.serve(study, () => sleep(1_000, granted));
  await subscribed(coordinator);
  const asking = worker.claims.request(claim(study, 0), { timeoutMs: 100 });
  await expect(asking).rejects.toMatchObject({ name: 'CoordinatorAbsentError', reason: 'timeout' });
});

test('a coordinator that fails says so, in its answer and in its log', async () => {
  const [coordinator, worker] = [await server.open('coordinator'), await server.open('worker')];
  const study = newStudy();
  coordinator.claims.serve(study, () => {
    throw new Error('database away');
  });
  await subscribed(coordinator);
  const asking = worker.claims.request(claim(study, 0), { timeoutMs: 60_000 });
  await expect(asking).rejects.toMatchObject({
    reason: 'failed',
    message: expect.stringContaining('database away'),
  });
  expect(server.notices).toEqual([expect.stringContaining('database away')]);
});

test('an answer that the protocol does not allow is no answer', async () => {
  const [coordinator, worker] = [await server.open('coordinator'), await server.open('worker')];
  const study = newStudy();
  coordinator.claims.serve(study, () => ({ ...granted, attempt: 0 }));
  await subscribed(coordinator);
  await expect(worker.claims.request(claim(study, 0), inTime)).rejects.toThrow(CoordinatorAbsentError);
});

test('a stranger that answers nonsense is not believed', async () => {
  const cli = await server.open('cli');
  const study = newStudy();
  const { user, password } = server.nats.coordinator;
  const stranger = await connect({ servers: server.nats.url, user, pass: password });
  stranger.subscribe(commandSubject(study), { callback: (_, message) => void message.respond('{"ok":1}') });
  await stranger.flush();
  await expect(cli.commands.request(stopTrial(study), inTime)).rejects.toMatchObject({ reason: 'failed' });
  await stranger.close();
});

test('a request waits for an unreachable server, but no longer than its timeout', async () => {
  const [coordinator, worker] = [await server.open('coordinator'), await server.open('worker')];
  const study = newStudy();
  coordinator.claims.serve(study, () => granted);
  await subscribed(coordinator);
  await server.nats.kill();
  const impatient = worker.claims.request(claim(study, 0), { timeoutMs: 200 });
  await expect(impatient).rejects.toMatchObject({ reason: 'disconnected' });
  const patient = untilAnswered(() => worker.claims.request(claim(study, 0), { timeoutMs: 2_000 }));
  await server.nats.restart();
  expect(await patient).toEqual(granted);
});

/** The worker may be back before the coordinator, or late; an absence is worth a retry. */
async function untilAnswered<Reply>(ask: () => Promise<Reply>): Promise<Reply> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof CoordinatorAbsentError)) throw error;
      expect(['timeout', 'disconnected']).toContain(error.reason);
      await sleep(20);
    }
  }
}

test('an invalid claim is not sent, and nothing is sent when the bus is closed', async () => {
  const worker = await server.open('worker');
  await expect(worker.claims.request(claim('no-uuid', 0), inTime)).rejects.toThrow(InvalidMessageError);
  await worker.close();
  await expect(worker.claims.request(claim(newStudy(), 0), inTime)).rejects.toThrow(BusClosedError);
});
