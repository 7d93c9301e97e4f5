import { render } from 'ink-testing-library';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '@ram-sweep/results';
import { Dashboard } from '../src/components/dashboard.js';
import { firstView, type View } from '../src/state/view.js';
import { countsOf, lineOf, listOf, snapshot, trained, trial, worker } from './study.js';
import { detail, plots, whole } from './whole-study.js';

interface Drawn {
  readonly shown?: Snapshot;
  readonly view?: Partial<View>;
  readonly notice?: string | null;
  readonly drives?: boolean;
}

function frame(
  columns: number,
  rows: number,
  { shown = snapshot, view = {}, notice = null, drives = true }: Drawn = {},
): string[] {
  const props = { snapshot: shown, plots, view: { ...firstView, ...view }, columns, rows, notice, drives };
  const app = render(<Dashboard {...props} />);
  const text = app.lastFrame() ?? '';
  app.unmount();
  return text.split('\n').map((line) => line.trimEnd());
}

/** ink-testing-library's terminal has 100 columns, so wider frames are tested line by line. */
const drawn = (columns: number, rows: number, options: Drawn = {}): string =>
  `${frame(columns, rows, options).join('\n')}\n`;

const trialsOf = ({ leaderboard }: Snapshot) =>
  leaderboard.rows.flatMap((row) => (row.kind === 'trial' ? [row.trial] : []));

describe('the frame of a study that runs', () => {
  it('shows study, phases, times, leaderboard, workers, events and the best at 80×24', () => {
    const lines = frame(80, 24);
    expect(lines.slice(0, 6)).toEqual([
      'ram-sweep mnist-28  active  mnist, plain',
      // 1 of 2 trials is over: half of 24 cells
      'search ████████████░░░░░░░░░░░░ 1/2',
      // 100 s for 4 epochs are 25 s an epoch, so 150 s for the 6 that are left
      '1m40s elapsed · 2m30s left · 4/10 epochs · 41.3 steps/s · ● 1 running',
      '     #▲  trial state      val error   epoch    std glimpses  scale curve',
      '▸ ✓   1      1 complete       4.12%     3/5    0.1        3      1 █▆▁',
      '  ●   2      0 running       27.50%     1/5   0.05        2      1 ▁',
    ]);
    expect(lines.at(-2)).toBe('best so far: 4.12% (trial 1; search, one seed): std 0.1, glimpses 3, scale 1');
    expect(lines.at(-1)).toBe(
      '1/2  ? help  q leave  v glimpses  ⏎ open  / filter  s sort  x stop  ^C stop all',
    );
  });

  it('says of epochs and time left that they are so many at most while trials may be pruned', () => {
    const { study } = snapshot;
    const pruned = {
      ...study,
      spec: { ...study.spec, pruner: { name: 'median', minEpochs: 1, startupTrials: 5 } },
    };
    expect(frame(100, 24, { shown: { ...snapshot, study: pruned as typeof study } })[2]).toContain(
      'at most 2m30s left · 4 of at most 10 epochs',
    );
  });

  it('does not promise that Ctrl-C stops a sweep that it only watches', () => {
    expect(frame(120, 24).at(-1)).toContain('^C stop all');
    expect(frame(120, 24, { drives: false }).at(-1)).not.toContain('^C');
  });

  it('says what ended the search', () => {
    const stoppedBy = { budget: 'target', index: 1, reason: 'found' } as const;
    const [title] = frame(80, 24, { shown: { ...snapshot, study: { ...snapshot.study, stoppedBy } } });
    expect(title).toBe('ram-sweep mnist-28  active, search ended by target after trial 1  mnist, plain');
  });

  it('shows no params of trials that are planned, and counts those that are planned or paused', () => {
    const rows = [
      lineOf(trained(1, [0.27, 0.18, 0.0412], { rank: 1, state: 'paused' })),
      lineOf(trial(0, { state: 'planned', params: {} })),
    ];
    const counts = countsOf({ planned: 1, paused: 1 });
    const shown = { ...snapshot, leaderboard: listOf(rows), study: { ...snapshot.study, counts } };
    const lines = frame(80, 24, { shown });
    expect(lines[2]).toMatch(/ · · 1 planned · ◐ 1 pa…$/);
    expect(lines[4]).toMatch(/^▸ ◐ .* paused\s+4\.12%\s+3\/5 /);
    expect(lines[5]).toMatch(/^ {2}· .* planned\s+–\s+0\/5\s+–\s+–\s+–/);
  });

  it('says so where a worker is silent, and marks it without colour', () => {
    const workers = [worker, { ...worker, id: 'box-18-def', secondsAgo: 12, runs: [] }];
    const lines = frame(80, 30, { shown: { ...snapshot, workers } });
    expect(lines.find((line) => line.includes('box-18-def'))).toMatch(/^! box-18-def .* silent for 12s/);
    expect(lines.find((line) => line.includes('box-17-abc'))).toMatch(/^ {2}box-17-abc/);
  });
});

describe('what a person asks for', () => {
  it('is confirmed before a trial is stopped', () => {
    expect(frame(80, 24, { view: { stopping: 0 } }).at(-1)).toBe('stop trial 0? y: yes, any other key: no');
  });

  it('has the last line while a filter is typed, with what is wrong with it', () => {
    const prompt = { text: 'std>', error: 'std> needs a value' };
    expect(frame(80, 24, { view: { prompt } }).at(-1)).toBe('/std>   ! std> needs a value');
  });

  it('is named in the last line: filter, mark and order', () => {
    const filter = { text: 'error<3%', conditions: [] };
    const line = frame(80, 24, { view: { filter, marked: 1, sort: { field: 'std' }, reverse: true } }).at(-1);
    expect(line).toMatch(/^1\/2 {2}\/error<3% {2}\*1 {2}std▼ {2}\? help/);
  });

  it('gives way to what is wrong', () => {
    expect(frame(80, 24, { notice: 'cannot read the results now: no server' }).at(-1)).toBe(
      '! cannot read the results now: no server',
    );
  });

  it('takes as many lines as what is wrong needs to be read', () => {
    const notice =
      'cannot read the results now: the database at postgres://ram_sweep@127.0.0.1:54321/ram_sweep does not answer';
    const lines = frame(80, 24, { notice });
    expect(lines).toHaveLength(23);
    expect(lines.slice(-2)).toEqual([
      '! cannot read the results now: the database at',
      '  postgres://ram_sweep@127.0.0.1:54321/ram_sweep does not answer',
    ]);
    const error =
      '"colour" is no field; there are state, phase, trial, error, try, time and those of the config';
    expect(frame(80, 24, { view: { prompt: { text: 'colour=red', error } } }).slice(-3)).toEqual([
      '! "colour" is no field; there are state, phase, trial, error, try, time and',
      'those of the config',
      '/colour=red',
    ]);
  });

  it('says while a filter is typed how the one that is set comes back', () => {
    const filter = { text: 'std>0.1', conditions: [] };
    const typed = (text: string) => frame(80, 24, { view: { filter, prompt: { text, error: null } } }).at(-1);
    expect(typed('')).toBe('/   ⏎ drop the filter  ↑ std>0.1  esc cancel');
    expect(typed('std')).toBe('/std   ⏎ filter  ↑ std>0.1  esc cancel');
  });

  it('can be a mark, an order, and fields further right', () => {
    const lines = frame(80, 24, { view: { marked: 0, sort: { field: 'glimpses' }, fieldOffset: 1 } });
    expect(lines[3]).toMatch(/^‹1 .* glimpses▲ +scale/);
    expect(lines[3]).not.toContain('std');
    expect(lines[5]).toMatch(/^ \*● /);
  });
});

describe('exact frames of a study that is complete', () => {
  it.each([
    [40, 10],
    [60, 20],
    [80, 24],
    [120, 40],
    [200, 60],
  ])('at %i×%i', async (columns, rows) => {
    const text = drawn(columns, rows, { shown: whole });
    await expect(text).toMatchFileSnapshot(`frames/complete-${columns}x${rows}.txt`);
  });

  it('that a longer search has added finalists to, at 80×24', async () => {
    const { study } = whole;
    const best = { ...study.best!, inTraining: 1 };
    const counts = { ...study.counts, running: 2 };
    const phases = {
      ...study.phases,
      finalist: { ...study.phases.finalist, trials: 6, running: 2, epochsTotal: 48 },
    };
    const shown = { ...whole, study: { ...study, state: 'active' as const, best, counts, phases } };
    await expect(drawn(80, 24, { shown })).toMatchFileSnapshot('frames/extended-80x24.txt');
  });

  const [first, , , fourth] = trialsOf(whole).map(detail);
  it('with a trial open at 80×24', async () => {
    const text = drawn(80, 24, { shown: { ...whole, opened: [first!] }, view: { screen: 'trial' } });
    await expect(text).toMatchFileSnapshot('frames/trial-80x24.txt');
  });

  it('with two trials side by side at 120×40', async () => {
    const shown = { ...whole, opened: [first!, fourth!] };
    await expect(drawn(120, 40, { shown, view: { screen: 'compare' } })).toMatchFileSnapshot(
      'frames/compare-120x40.txt',
    );
  });

  it('with the help at 80×24', async () => {
    await expect(drawn(80, 24, { shown: whole, view: { help: true } })).toMatchFileSnapshot(
      'frames/help-80x24.txt',
    );
  });
});

describe('a trial in full', () => {
  const [row] = trialsOf(whole);
  const open = (values: object, height = 200, scroll = 0) =>
    frame(80, height, {
      shown: { ...whole, opened: [{ ...detail(row!), ...values }] },
      view: { screen: 'trial', scroll },
    });

  const config = (values: object) => open({ config: { ...row!.config, ...values } }).join('\n');

  it('cuts nothing away: a long message is wrapped, what does not fit is reached by scrolling', () => {
    const words = Array.from({ length: 60 }, (_, index) => `word${index}`);
    const failure = { class: 'error', message: words.join(' '), retryable: false, epoch: 1 } as const;
    const text = open({ failure }).join(' ').replaceAll(/\s+/g, ' ');
    expect(text).toContain(words.join(' '));

    const seen = new Set<string>();
    for (let scroll = 0; scroll < 40; scroll += 1)
      for (const line of open({ failure }, 16, scroll)) seen.add(line);
    const whole200 = open({ failure }).filter((line) => /^(word|failed|patchSize|evaluation)/.test(line));
    expect(whole200.length).toBeGreaterThan(6);
    for (const line of whole200) expect(seen).toContain(line);
  });

  it('shows the fields that matter under its config, and no others', () => {
    expect(config({ optimizer: 'adam' })).not.toContain('momentum');
    expect(config({ optimizer: 'sgd' })).toContain('momentum 0.9');
    expect(config({ policy: 'random' })).not.toMatch(/locator|firstLocation|reward /);
    expect(config({ schedule: 'step' })).toMatch(/stepEpochs 10 +decay 0.1/);
    expect(config({ locator: 'hidden' })).toContain('locatorHidden 128');
  });
});
