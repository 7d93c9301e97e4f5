import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestNetwork } from '@ram-sweep/testkit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openStudies, type EpochEvent, type StudyEvent, type Studies } from '../src/index.js';
import { waitForSweep } from '../src/drive/sweep-file.js';
import { openOnServers, small, type OnServers } from './on-servers.js';

let on: OnServers;
let studies: Studies;
beforeAll(async () => {
  on = await openOnServers();
  ({ studies } = on);
});
afterAll(() => on?.[Symbol.asyncDispose]());

const oneThread = { workers: 1, threads: 1 };

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const epochsAmong = (events: readonly StudyEvent[]): EpochEvent[] =>
  events.filter((event) => event.kind === 'epoch');

describe('a study', () => {
  it('is taken up again where it is the same, and refused where it is another', async () => {
    const first = await studies.create(small('same'));
    const again = await studies.create(small('same'));
    expect(again.spec).toEqual(first.spec);
    await expect(studies.create(small('same', { trials: 3 }))).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('other values of trials'),
    });
  });

  it('with mistakes is refused with all of them', async () => {
    const wrong = small('wrong', { trials: 0, config: { epochs: -1 } });
    await expect(studies.create(wrong)).rejects.toMatchObject({
      kind: 'usage',
      problems: [
        expect.objectContaining({ path: 'trials' }),
        expect.objectContaining({ path: 'config.epochs' }),
      ],
    });
  });

  it('that is not there says so', async () => {
    await expect(studies.study('nowhere')).rejects.toMatchObject({
      kind: 'not-found',
      message: 'there is no study nowhere',
      hint: 'see them all with `studies.list()`',
    });
  });

  it('that nobody drives can be neither paused nor stopped', async () => {
    const study = await studies.create(small('idle'));
    await expect(study.pause()).rejects.toMatchObject({ kind: 'not-found' });
    await expect(study.stop()).rejects.toMatchObject({ message: 'study idle is not running' });
    await expect(study.model()).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('a sweep', () => {
  it('drives a study to its end and tells each of its epochs once', async () => {
    const study = await studies.create(small('told'));
    await using sweep = await study.drive(oneThread);
    const events = await all(sweep.events());
    expect(await sweep.ended).toBe('complete');
    expect(events.at(-1)).toMatchObject({ kind: 'end', end: 'complete' });

    const told = epochsAmong(events).map(({ kind: _kind, at: _at, epochsTotal: _total, ...epoch }) => epoch);
    const stored = await all(study.epochs());
    const inOrder = told.toSorted((a, b) => a.trial - b.trial || a.epoch - b.epoch);
    expect(stored).toHaveLength(4);
    expect(inOrder).toEqual(stored);
    const ofOne = told.filter(({ trial }) => trial === 1).map(({ epoch }) => epoch);
    expect(ofOne).toEqual([1, 2]);

    const best = events.filter((event) => event.kind === 'best').at(-1);
    expect(best?.best).toEqual(await study.best());
    const happened = events.flatMap((event) => (event.kind === 'trial' ? [event.happening] : []));
    expect(happened.filter((happening) => happening === 'complete')).toHaveLength(2);
  });

  it('of a complete study is over at once', async () => {
    const study = await studies.study('told');
    const sweep = await study.drive();
    expect(await sweep.ended).toBe('complete');
    expect(await all(sweep.events())).toMatchObject([{ kind: 'end', end: 'complete' }]);
  });

  it('can be stopped and driven on, and refuses a second one meanwhile', async () => {
    const study = await studies.create(small('stopped', { config: { epochs: 500 } }));
    const sweep = await study.drive(oneThread);
    await expect(study.drive(oneThread)).rejects.toThrow('study stopped is already running');
    for await (const event of sweep.events()) if (event.kind === 'epoch') break;
    expect(await sweep.stop()).toBe('stopped');
    expect((await study.progress()).state).toBe('stopped');

    const next = await study.drive(oneThread);
    expect((await study.progress()).state).toBe('active');
    const following = all(study.events());
    await study.stop();
    expect(await next.ended).toBe('stopped');
    expect((await following).at(-1)).toMatchObject({ kind: 'end', end: 'stopped' });
  });

  it('is one, of two that begin at once: the other is refused, and nothing of it runs', async () => {
    const study = await studies.create(small('raced', { config: { epochs: 500 } }));
    const begun = await Promise.allSettled([study.drive(oneThread), study.drive(oneThread)]);
    const [sweep, ...others] = begun.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const refusals = begun.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    expect(others).toEqual([]);
    expect(refusals).toMatchObject([{ message: expect.stringMatching(/^study raced is already running/) }]);
    expect(await sweep?.stop()).toBe('stopped');
  });

  it('is refused while one from another home drives the study', async () => {
    const study = await studies.create(small('shared', { config: { epochs: 5_000 } }));
    await using sweep = await study.drive(oneThread);
    const home = await mkdtemp(join(tmpdir(), 'ram-sweep-other-home-'));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    await using others = await openStudies({ ...on.options, home });
    const second = (await others.study('shared')).drive(oneThread);
    await expect(second).rejects.toThrow('study shared is already running, and not from this home');
    expect(await sweep.stop()).toBe('stopped');
  });

  it('that begins while Postgres is unreachable for a while is driven after that', async () => {
    await using network = await startTestNetwork(on.options.database!);
    const database = network.through(on.options.database!);
    await using far = await openStudies({ ...on.options, database });
    const study = await far.create(small('patient', { config: { epochs: 500 } }));
    const begun = study.drive(oneThread);
    await waitForSweep(on.home, 'patient');
    network.cut();
    // Several looks at the study fail.
    await sleep(1_000);
    network.mend();
    expect(await (await begun).stop()).toBe('stopped');
  });

  it('is followed for as long as the signal lets', async () => {
    const study = await studies.create(small('unfollowed'));
    expect(await all(study.events({ signal: AbortSignal.abort() }))).toEqual([]);
  });
});

describe('results', () => {
  it('are read by rank, one or all', async () => {
    const study = await studies.study('told');
    const trials = await all(study.trials());
    expect(trials.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(trials.every(({ state, epochs }) => state === 'complete' && epochs === 2)).toBe(true);
    const best = await study.best();
    expect(best?.trial).toBe(trials[0]?.number);
    expect(await study.trial(trials[0]?.number ?? NaN)).toMatchObject({
      bestValidationError: trials[0]?.bestValidationError,
    });
    await expect(study.trial(7)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await study.progress()).toMatchObject({ state: 'complete', epochsDone: 4, best });
  });

  it('of all studies are listed, the newest first', async () => {
    const names = (await all(studies.list())).map(({ name }) => name);
    expect(names.indexOf('told')).toBeGreaterThan(names.indexOf('stopped'));
  });
});

describe('the model of a trial', () => {
  it('errs on the validation images as its trial did, and always looks at the same places', async () => {
    const study = await studies.study('told');
    await using model = await study.model();
    const images = await model.images('validation', 1_000);
    const looks = await model.look(images.map(({ pixels }) => pixels));
    const wrong = looks.filter(({ label }, index) => label !== images[index]?.label).length;
    expect(images).toHaveLength(60);
    expect(wrong / 60).toBeCloseTo(model.validationError, 6);

    const [first] = await model.look(images.slice(0, 1).map(({ pixels }) => pixels));
    expect(first?.path).toHaveLength(2);
    expect(first?.path[0]).toEqual(looks[0]?.path[0]);
    expect(first?.probabilities.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 4);
    expect(await model.classify(images.slice(0, 5).map(({ pixels }) => pixels))).toEqual(
      looks.slice(0, 5).map(({ label }) => label),
    );
  });

  it('does not look at images of another size, nor at what is none', async () => {
    await using model = await (await studies.study('told')).model({ engine: 'tfjs-wasm' });
    await expect(model.look([new Float32Array(784), new Float32Array(100)])).rejects.toThrow(
      'image 1 has 100 pixels, and the model looks at 28 × 28',
    );
    const holed = new Float32Array(784);
    holed[17] = NaN;
    for (const [image, said] of [
      [holed, 'pixel 17 of image 0 is no number'],
      [Array.from('x'.repeat(784)), 'pixel 0 of image 0 is no number'],
      ['x'.repeat(784), 'image 0 is no array'],
      [null, 'image 0 is no array'],
    ])
      await expect(model.look([image as Float32Array])).rejects.toMatchObject({
        kind: 'usage',
        message: said,
      });
    await expect(model.look(undefined as never)).rejects.toMatchObject({ kind: 'usage' });
    expect(await model.look([])).toEqual([]);
  });
});

describe('a model that is closed', () => {
  it('has answered what it was asked before, and is asked nothing more', async () => {
    const model = await (await studies.study('told')).model();
    const images = await model.images('validation', 60);
    const looks = model.look(images.map(({ pixels }) => pixels));
    await Promise.all([model.close(), model.close()]);
    expect(await looks).toHaveLength(60);
    const late = [
      model.look(images.map(({ pixels }) => pixels)),
      model.classify([]),
      model.images('test', 1),
    ];
    for (const settled of await Promise.allSettled(late))
      expect(settled).toMatchObject({
        status: 'rejected',
        reason: { kind: 'usage', message: expect.stringMatching(/^the model of trial \d is closed$/) },
      });
  });
});

describe('options', () => {
  it.each([
    ['unknown', { hme: '/srv' }],
    ['of another type', { home: 7 }],
    ['no address of NATS', { nats: 'hello world' }],
    ['no address of Postgres', { database: 'hello world' }],
  ])('that are %s are refused before anything starts', async (_, options) => {
    await expect(openStudies(options as object)).rejects.toThrow(Object.keys(options)[0]);
  });

  it('of a sweep are refused before it starts', async () => {
    const study = await studies.create(small('options'));
    await expect(study.drive({ workers: -1 })).rejects.toThrow();
    await expect(study.drive({ device: 'tpu' })).rejects.toMatchObject({ kind: 'usage' });
    await expect(study.drive({ natsReplicas: 2 as 3 })).rejects.toThrow();
  });

  it('of a sweep that ask for more than there is are refused before it starts', async () => {
    const study = await studies.create(small('too-much'));
    await expect(study.drive({ workers: 256, threads: 256 })).rejects.toThrow('of memory at least');
    await expect(study.drive({ ...oneThread, natsReplicas: 3 })).rejects.toThrow('is in no cluster');
    expect((await study.progress()).state).toBe('active');
  });
});
