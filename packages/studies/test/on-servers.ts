import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newTestDatabase, startTestNats, type TestNats } from '@ram-sweep/testkit';
import { openStudies, type Studies, type StudiesOptions, type StudyInput } from '../src/index.js';

/** A study on glyphs that trains in seconds: 540 training images, batches of 30, so 18 steps an epoch. */
export const small = (name: string, fields: Partial<StudyInput> = {}): StudyInput => ({
  name,
  dataset: { name: 'glyphs', train: 600, test: 100 },
  trials: 2,
  seed: 5,
  space: { std: { distribution: 'log-uniform', low: 0.03, high: 0.3 } },
  config: {
    glimpses: 2,
    epochs: 2,
    batchSize: 30,
    hidden: 32,
    patchHidden: 16,
    locationHidden: 16,
    learningRate: 0.003,
    ...fields.config,
  },
  ...without(fields),
});

const without = ({ config: _config, ...fields }: Partial<StudyInput>): Partial<StudyInput> => fields;

/** Studies of a database, a NATS server and a home of their own. */
export interface OnServers extends AsyncDisposable {
  readonly studies: Studies;
  /** What they were opened with. */
  readonly options: StudiesOptions;
  readonly home: string;
  readonly nats: TestNats;
}

export async function openOnServers(): Promise<OnServers> {
  const home = await mkdtemp(join(tmpdir(), 'ram-sweep-studies-'));
  const nats = await startTestNats();
  const { user, password } = nats.coordinator;
  const options = {
    home,
    database: (await newTestDatabase()).url,
    nats: nats.url.replace('//', `//${user}:${password}@`),
  };
  const studies = await openStudies(options);
  return {
    studies,
    options,
    home,
    nats,
    [Symbol.asyncDispose]: async () => {
      await studies.close();
      await nats.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
