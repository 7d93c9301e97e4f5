import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRequire } from 'node:module';
import { connectBus } from '@ram-sweep/bus';
import {
  claimSubject,
  compileTrialConfig,
  eventSubject,
  heartbeatSubject,
  PROTOCOL_VERSION,
  studySpecSchema,
} from '@ram-sweep/protocol';
import { createStudy, openStore, type Study } from '@ram-sweep/store';
import { openReader, readTrials } from '@ram-sweep/store/read';
import { newTestDatabase, startTestNats, type TestNats } from '@ram-sweep/testkit';
import * as fc from 'fast-check';
import { connect } from 'nats';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { eventually } from '../program/sandbox.js';
import { claims, events, heartbeats } from './nonsense.js';

/*
 * Messages that keep to the protocol and are nonsense: sent with a worker's password, to a real coordinator. They are
 * refused or recorded as what they are, and the trials of an honest worker are trained as if nothing had been.
 */
const EACH = 3_000;
const version = PROTOCOL_VERSION;

let nats: TestNats;
let database: string;
let study: Study;
let coordinator: ChildProcess;
let log = '';

beforeAll(async () => {
  nats = await startTestNats();
  database = (await newTestDatabase()).url;
  await using store = await openStore({ url: database });
  const spec = studySpecSchema.parse({ name: 'beset', dataset: { name: 'glyphs' }, trials: 2, space: {} });
  const config = compileTrialConfig({ epochs: 2 });
  const trials = [0, 1].map((number) => ({ number, params: {}, config }));
  study = await createStudy(store, { spec, trials });
  coordinator = fork(createRequire(import.meta.url).resolve('@ram-sweep/coordinator/main'), [], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  coordinator.stderr!.setEncoding('utf8').on('data', (text: string) => (log += text));
  const bus = { servers: nats.url, ...nats.coordinator, name: 'coordinator', role: 'coordinator' };
  coordinator.send({ study: study.id, databaseUrl: database, bus, tickMs: 50, leaseMs: 600_000 });
});

afterAll(async () => {
  coordinator?.kill('SIGKILL');
  await nats?.stop();
});

/** The study's id is known when the test runs only. */
const encoded = (message: unknown) =>
  JSON.stringify(message).replaceAll('"own"', JSON.stringify(study.id)).replaceAll('"own/', `"${study.id}/`);

it('messages that are nonsense neither crash a coordinator nor stop the work of others', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  console.info(`nonsense of seed ${seed}`);
  onTestFailed(() => console.error(log.slice(-4_000)));
  const { user, password: pass } = nats.worker;
  const stranger = await connect({ servers: nats.url, user, pass, inboxPrefix: '_INBOX_worker' });
  const bus = await connectBus({ servers: nats.url, ...nats.worker, name: 'honest', role: 'worker' });
  const claim = (trial: number) =>
    eventually('a claim', () =>
      bus.claims
        .request(
          { version, study: study.id, trial, worker: 'honest', environment: 'onnx' },
          { timeoutMs: 2_000 },
        )
        .catch(() => null),
    );
  // The trial that nonsense is told of is running, as its first attempt.
  expect(await claim(1)).toMatchObject({ granted: true, attempt: 1 });

  const options = { numRuns: EACH, seed };
  for (const claimed of fc.sample(claims, options)) {
    stranger.publish(claimSubject(study.id), encoded(claimed), { reply: '_INBOX_worker.x' });
  }
  for (const event of fc.sample(events, options))
    stranger.publish(eventSubject(study.id, event.trial), encoded(event));
  for (const heartbeat of fc.sample(heartbeats, options)) {
    stranger.publish(heartbeatSubject(heartbeat.worker), encoded(heartbeat));
    // Several ticks of the coordinator, which write the newest of them down.
    if (heartbeat.slots % 5 === 0) await sleep(2);
  }
  await stranger.flush();

  const granted = await claim(0);
  expect(granted).toMatchObject({ granted: true });
  for (const trial of [0, 1]) {
    const attempt = trial === 0 && granted.granted ? granted.attempt : 1;
    const at = new Date().toISOString();
    const ids = { study: study.id, trial, attempt, sequence: 2 ** 40, worker: 'honest' };
    await bus.events.publish({ version, ...ids, at, kind: 'complete' });
  }
  const [code] =
    coordinator.exitCode === null ? ((await once(coordinator, 'exit')) as [number]) : [coordinator.exitCode];
  expect({ code, log: log.split('\n').slice(-5) }).toMatchObject({ code: 0 });
  await Promise.all([stranger.close(), bus.close()]);
  await using reader = await openReader({ url: database });
  const trials = await readTrials(reader, study.id, { sort: 'number' });
  expect(trials.map(({ state }) => state)).toEqual(['complete', 'complete']);
  expect(log).toMatch(/refused a message/);
  expect(log).toMatch(/dropped an event of an unknown trial/);
});
