import { connectBus } from '@ram-sweep/bus';
import { compileTrialConfig, PROTOCOL_VERSION, studySpecSchema } from '@ram-sweep/protocol';
import { createStudy, openStore } from '@ram-sweep/store';
import { startTestPostgres } from '@ram-sweep/testkit';
import { expect, it } from 'vitest';
import { drive } from '../src/drive.js';
import { coordinatorOptionsSchema } from '../src/options.js';
import { useServers } from './servers.js';

const nobody = () => undefined;
const servers = useServers();

it('a sweep that a person stopped stays stopped, even if Postgres becomes unreachable before every trial is given back', async () => {
  const { nats, bus } = servers;
  await using postgres = await startTestPostgres();
  await using store = await openStore({ url: postgres.url });
  const spec = studySpecSchema.parse({ name: 'stopped', dataset: { name: 'glyphs' } });
  const trials = [{ number: 0, params: {}, config: compileTrialConfig({}) }];
  const study = await createStudy(store, { spec, trials });
  const timing = coordinatorOptionsSchema.parse({
    study: study.id,
    databaseUrl: 'postgres://unused',
    bus: { servers: nats.url, name: 'test', role: 'coordinator' },
  });
  const said: string[] = [];
  const log = { info: () => undefined, warn: (message: string) => void said.push(message) };
  const driven = drive(
    { store, bus, study, timing, log, onWorkerEnded: nobody },
    new AbortController().signal,
  );

  // A worker that takes the trial and never gives it back: the coordinator waits for it.
  const worker = await connectBus({ servers: nats.url, ...nats.worker, name: 'worker', role: 'worker' });
  const [delivery] = await worker.jobs.takeSome({ atMost: 1 });
  const claim = {
    version: PROTOCOL_VERSION,
    study: study.id,
    trial: 0,
    worker: 'worker',
    environment: 'onnx',
  } as const;
  expect(await worker.claims.request(claim, { timeoutMs: 60_000 })).toMatchObject({ granted: true });
  await delivery?.ack();
  await bus.commands.request(
    { version: PROTOCOL_VERSION, study: study.id, kind: 'stop-study' },
    { timeoutMs: 60_000 },
  );
  await postgres.kill();
  expect(await driven).toBe('stopped');
  expect(said).toContain('stopped, but not every trial could be given back');
  await worker.close();
});
