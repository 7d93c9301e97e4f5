import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@ram-sweep/services';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  isStudiesError,
  openStudies,
  type StudiesError,
  type StudiesOptions,
  type Study,
} from '../src/index.js';
import { openOnServers, small, type OnServers } from './on-servers.js';

let on: OnServers;
let study: Study;
beforeAll(async () => {
  on = await openOnServers();
  study = await on.studies.create(small('known'));
});
afterAll(() => on?.[Symbol.asyncDispose]());

/** What is thrown, now or by a promise or iterator, where it is what the library says that it throws. */
async function thrown(call: () => unknown): Promise<StudiesError> {
  try {
    const result = call();
    if (result instanceof Promise) await result;
    else for await (const _ of result as AsyncIterable<unknown>);
  } catch (error) {
    if (isStudiesError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Values as a program without types may give them. */
const any = (value: unknown): never => value as never;

describe('what the library does not take', () => {
  const looped: Record<string, unknown> = small('looped');
  looped['config'] = looped;

  it.each<[string, () => unknown]>([
    ['an unknown option of all', () => openStudies(any({ hme: '/srv' }))],
    ['an option of another type', () => openStudies(any({ home: 7 }))],
    ['more workers than there can be', () => study.drive({ workers: 1000 })],
    ['an unknown option of a sweep', () => study.drive(any({ wrokers: 1 }))],
    ['no options at all', () => study.drive(any(null))],
    ['a device that there is not', () => study.drive({ device: 'tpu' })],
    ['a part of a trial', () => study.trial(0.5)],
    ['a trial beyond all numbers', () => study.trial(1e12)],
    ['a negative trial', () => study.model({ trial: -1 })],
    ['an engine that there is not', () => study.model(any({ engine: 'abacus' }))],
    ['a signal that is none', () => study.events(any({ signal: 'stop' }))],
    ['a name of no letters', () => on.studies.study('')],
    ['a study that is none', () => on.studies.create(any(undefined))],
    ['a study that contains itself', () => on.studies.create(any(looped))],
    ['a study file that is not there', () => on.studies.create('nowhere.yaml')],
    ['a number that is none', () => on.studies.create(small('nan', { trials: NaN }))],
    ['an address that is none', () => openStudies({ home: on.home, database: 'here', nats: on.nats.url })],
  ])('%s is wrong usage', async (_, call) => {
    expect((await thrown(call)).kind).toBe('usage');
  });

  it('is both a user and credentials of NATS', async () => {
    const { kind } = await thrown(async () => {
      await using studies = await openStudies({ ...on.options, natsCreds: join(on.home, 'some.creds') });
      await (await studies.study('known')).pause();
    });
    expect(kind).toBe('usage');
  });

  it('is named, each of it', async () => {
    const error = await thrown(() => study.drive(any({ workers: 1000, threads: 0 })));
    expect(error.message).toMatch(/^drive\(\) does not take that: workers: .*256; threads: /);
    expect(error.problems.map(({ path }) => path)).toEqual(['workers', 'threads']);
  });
});

describe('mistakes in a study that a program made', () => {
  it('are named by their fields alone', async () => {
    const wrong = small('wrong', { trials: -5, config: { epochs: 0.5 } });
    const { message, problems } = await thrown(() => on.studies.create(wrong));
    expect(message).toBe(
      [
        'the study has 2 mistakes:',
        '  trials is -5; allowed: an integer from 1 to 1000000 or null',
        '  config.epochs is 0.5; allowed: an integer from 1 to 100000',
      ].join('\n'),
    );
    expect(problems.flatMap(({ line }) => line ?? [])).toEqual([]);
  });

  it('also where it names a study that is not there, with a way out for programs', async () => {
    const { kind, problems } = await thrown(() =>
      on.studies.create(small('heir', { sampler: 'tpe', prior: ['nobody'] })),
    );
    expect(kind).toBe('usage');
    expect(problems).toEqual([
      {
        path: 'prior[0]',
        message: 'is nobody, and there is no such study here',
        hint: '`studies.list()` lists those that there are',
      },
    ]);
  });

  it('leave out what is undefined', async () => {
    const made = await on.studies.create({ ...small('undefined'), space: undefined, config: { std: 0.1 } });
    expect(Object.keys(made.spec.space)).toEqual(['glimpses', 'scale']);
  });

  it('of a file have their lines', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ram-sweep-file-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'wrong.yaml');
    await writeFile(file, 'name: file\ndataset: { name: glyphs }\ntrials: -5\n');
    const { problems } = await thrown(() => on.studies.create(file));
    expect(problems).toMatchObject([{ path: 'trials', line: 3, column: 9 }]);
  });
});

describe('what is not there', () => {
  it.each<[string, () => unknown, string]>([
    ['a study', () => on.studies.study('nobody'), 'see them all with `studies.list()`'],
    ['a trial', () => study.trial(7), 'see them all with `study.trials()`'],
    ['a model', () => study.model(), 'follow it with `study.events()`'],
    ['a sweep', () => study.stop(), 'see `studies.list()`'],
  ])('is said of %s, with what a program can do', async (_, call, hint) => {
    expect(await thrown(call)).toMatchObject({ kind: 'not-found', hint });
  });
});

describe('hints', () => {
  it('on another study of the name say how to continue in a program', async () => {
    const { hint } = await thrown(() => on.studies.create(small('known', { trials: 3 })));
    expect(hint).toBe(
      "choose another `name` for this one, or continue the old one: `(await studies.study('known')).drive()`",
    );
  });

  it('on options name options, and no flags', async () => {
    const { message, hint } = await thrown(() => study.drive({ workers: 256, threads: 256 }));
    expect(message).toContain('of memory at least');
    expect(hint).toBe('lower `workers` or `threads`; `oversubscribe` starts them nevertheless');
  });
});

describe('where something is gone', () => {
  it.each<[string, (closed: Study) => unknown]>([
    ['best', (closed) => closed.best()],
    ['progress', (closed) => closed.progress()],
    ['trials', (closed) => closed.trials()],
    ['trial', (closed) => closed.trial(0)],
    ['epochs', (closed) => closed.epochs()],
    ['events', (closed) => closed.events()],
    ['drive', (closed) => closed.drive()],
    ['model', (closed) => closed.model()],
  ])('%s says that the studies were closed', async (_, call) => {
    const studies = await openStudies(on.options);
    const closed = await studies.study('known');
    await studies.close();
    await studies.close();
    expect(await thrown(() => call(closed))).toMatchObject({
      kind: 'failure',
      message: expect.stringContaining('was closed by this program'),
    });
  });

  it.each<[string, () => Promise<StudiesOptions>]>([
    [
      'Postgres',
      async () => ({ ...on.options, database: `postgres://me@127.0.0.1:${await freePort()}/none` }),
    ],
    ['the nats-server', async () => ({ ...on.options, nats: `nats://127.0.0.1:${await freePort()}` })],
    [
      'the credentials file',
      () => Promise.resolve({ ...on.options, nats: on.nats.url, natsCreds: join(on.home, 'none.creds') }),
    ],
    [
      'the file of the CA',
      () => Promise.resolve({ ...on.options, natsTls: { caFile: join(on.home, 'ca') } }),
    ],
  ])('%s is unavailable', async (_, options) => {
    const { kind } = await thrown(async () => {
      await using studies = await openStudies(await options());
      await (await studies.study('known')).pause();
    });
    expect(kind).toBe('unavailable');
  });

  it('the program of a nats-server that was named is unavailable', async () => {
    const home = await mkdtemp(join(tmpdir(), 'ram-sweep-no-nats-'));
    onTestFinished(() => rm(home, { recursive: true }));
    const { database = '' } = on.options;
    const { kind } = await thrown(() => openStudies({ home, database, natsServer: join(home, 'none') }));
    expect(kind).toBe('unavailable');
  });
});
