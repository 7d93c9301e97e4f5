import { winnerOf, type RepeatResult } from '@ram-sweep/results';
import { rankFinalists } from '@ram-sweep/search/finalists';
import type { TrialRow } from '@ram-sweep/store/read';
import { describe, expect, it } from 'vitest';
import { renderStudy } from '../src/study/render-study.js';
import { Page } from './page.js';
import { ago, finalists, samplePicture, study, studyData, trial, worker } from './sample-data.js';

const page = (...args: Parameters<typeof studyData>): Page => new Page(renderStudy(studyData(...args)));
const idsOf = (data: ReturnType<typeof studyData>): string[] =>
  renderStudy(data).sections.map(({ id }) => id);

const empty = studyData({
  study: study({ best: null, firstStartedAt: null, lastEventAt: null, drivenSeconds: 0 }),
  leaderboard: { rows: [], offset: 0, position: 0, total: 0, seeds: { total: 0, above: 0 } },
  workers: [],
  activity: [],
  winner: null,
  picture: {
    ...samplePicture(),
    best: { improvements: [], last: -1 },
    curves: [],
    spread: null,
    attempts: [],
  },
});

describe('the page of a study', () => {
  it('says first what was found and how far it is', () => {
    const shown = page();
    expect(shown.text('h1')).toBe('mnist-28 active');
    expect(shown.text('#headline .best')).toBe('Best so far: 5.00% (trial 0; search, one seed).');
    expect(shown.text('.phases')).toBe('search 6/10');
    expect(shown.document.querySelector('.phases i')?.getAttribute('style')).toBe('width: 60%');
    // 13 of 20 epochs in 1,300 s: 7 more take 700 s.
    expect(shown.texts('#progress dd').slice(2, 4)).toEqual(['11m40s', '21m40s elapsed']);
    expect(shown.texts('.states .state')).toEqual(['● 1 running', '○ 3 waiting', '✓ 6 complete']);
    expect(shown.document.title).toBe('5.00% mnist-28 – ram-sweep');
  });

  it('has the same sections before the first epoch, those without anything to show hidden', () => {
    expect(idsOf(empty)).toEqual(idsOf(studyData()));
    const shown = new Page(renderStudy(empty));
    expect(shown.count('main > [hidden]')).toBeGreaterThan(4);
    expect(shown.text('#headline')).toBe('No result yet: no trial has finished an epoch.');
    expect(shown.text('#workers .missing')).toContain('ram-sweep worker');
    expect(shown.texts('#contents a')).toEqual(['Trials', 'Workers', 'Provenance']);
  });

  it('says what is still being counted, and shows all else', () => {
    const counting = studyData({ picture: null });
    expect(idsOf(counting)).toEqual(idsOf(studyData()));
    const shown = new Page(renderStudy(counting));
    expect(shown.text('#headline .best')).toBe('Best so far: 5.00% (trial 0; search, one seed).');
    expect(shown.count('#rows tr')).toBe(7);
    expect(shown.texts('.missing')).toEqual(['Being counted …', 'Being counted …']);
    expect(shown.text('#provenance')).toContain('engine, machine being counted …');
    expect(shown.text('.workers')).toContain('box-17-abc');
    expect(shown.texts('#contents a')).toEqual(page().texts('#contents a'));
  });

  it('is drawn as the same text of the same data', () => {
    expect(renderStudy(studyData())).toEqual(renderStudy(studyData()));
  });

  it('changes only the sections of which something has changed', () => {
    const before = renderStudy(studyData()).sections;
    const after = renderStudy(studyData({ workers: [worker({ state: 'draining' })] })).sections;
    const changed = after.filter(({ html }, index) => html !== before[index]?.html);
    expect(changed.map(({ id }) => id)).toEqual(['workers']);
    expect(changed[0]?.html).toContain('leaving');
  });

  it('announces nothing but the headline', () => {
    const shown = page();
    expect([...shown.document.querySelectorAll('[aria-live], [role=status]')].map(({ id }) => id)).toEqual([
      'headline',
    ]);
  });

  it('uses no id twice, labels what it labels, and names every drawing', () => {
    const { document } = page();
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const labels = [...document.querySelectorAll('[aria-labelledby]')].map(
      (element) => element.getAttribute('aria-labelledby') ?? '',
    );
    expect(labels.filter((id) => !ids.includes(id))).toEqual([]);
    const drawings = [...document.querySelectorAll('svg')];
    expect(drawings.length).toBeGreaterThan(6);
    expect(drawings.filter((svg) => !svg.getAttribute('aria-label'))).toEqual([]);
    expect(
      [...document.querySelectorAll('thead th')].filter((th) => th.getAttribute('scope') !== 'col'),
    ).toEqual([]);
  });
});

describe('a trial that somebody opened', () => {
  const row = trial(3, { attempt: 2 });
  const detail = {
    ...row,
    epochs: [],
    attempts: [
      {
        attempt: 1,
        worker: 'box-1',
        outcome: 'lost' as const,
        failure: null,
        reason: 'no heartbeat',
        environment: null,
        startedAt: ago(500),
        endedAt: ago(400),
      },
      {
        attempt: 2,
        worker: 'box-2',
        outcome: 'complete' as const,
        failure: null,
        reason: null,
        environment: null,
        startedAt: ago(400),
        endedAt: ago(300),
      },
    ],
    testResults: [],
    checkpoints: [],
  };

  it('is shown in full, with its attempts, the newest first', () => {
    const shown = page({ opened: [detail] }, 'trial=3');
    expect(shown.text('#trial h2')).toBe('Trial 3');
    expect(shown.text('#trial p')).toContain('search, rank 4 · validation error 8.00% at epoch 2');
    expect(shown.texts('#trial .activity li > span')).toEqual([
      '2: complete on box-2',
      '1: lost on box-1: no heartbeat',
    ]);
    expect(page().count('#trial[hidden]')).toBe(1);
  });

  it('has its place within its phase, as on the dashboard', () => {
    const groups = [finalists().row.group];
    // Three trainings of finalists come before it in rank.
    const searched = page({ opened: [{ ...detail, rank: 7 }], groups }, 'trial=3');
    expect(searched.text('#trial p')).toContain('search, rank 4 · validation');
    const again = { ...detail, phase: 'finalist' as const, repeats: 0, rank: 2 };
    const finalist = page({ opened: [again], groups }, 'trial=3');
    expect(finalist.text('#trial p')).toContain('finalist of trial 0, rank 2 among all their seeds · ');
  });

  it('is said not to be there where it is not', () => {
    expect(page({ opened: [] }, 'trial=99').text('#trial .missing')).toBe('There is no such trial.');
  });

  it('is a click away from its row', () => {
    expect(page({}, 'sort=error').document.querySelector('#rows td a')?.getAttribute('href')).toBe(
      '?sort=error&trial=0#trial',
    );
  });
});

describe('what is found', () => {
  it('is held against its controls as in the report, once they are there', () => {
    const { seeds } = finalists();
    const controls = [0.3, 0.31].map((bestValidationError, index) => {
      const row = trial(30 + index, { phase: 'control', repeats: 0, bestValidationError, searchIndex: null });
      return { ...row, config: { ...row.config, policy: 'random' as const } };
    });
    const repeats = rankFinalists([...seeds, ...controls]).map((group) => ({ ...group, tests: [] }));
    const winner = winnerOf<TrialRow, RepeatResult>(repeats, null);
    const shown = page({ winner });
    expect(shown.text('#headline')).toContain('attention pays');
    expect(shown.text('#verdict h2')).toContain('Learned, random');
    expect(page().count('#verdict[hidden]')).toBe(1);
  });

  it('is shown as glimpses when somebody asks, one after the other', () => {
    expect(page().text('#glimpses .button')).toBe('Show its glimpses');
    expect(page({ glimpses: { kind: 'none' } }).count('#glimpses .button')).toBe(0);
    const asked = { params: { ...studyData().params, glimpses: true } };
    expect(page(asked).text('#glimpses')).toContain('Loading the checkpoint');
    const failure = { kind: 'failure' as const, message: 'the checkpoint is gone' };
    expect(page({ ...asked, glimpses: failure }).text('#glimpses .missing')).toBe('the checkpoint is gone');
    const path = {
      image: 3,
      size: 2,
      patchSize: 1,
      pixels: Float32Array.from([0, 1, 0, 1]),
      label: 1,
      answer: 1,
      probability: 0.75,
      probabilities: [0.25, 0.75],
      glimpses: [0, 0.5].map((x) => ({
        x,
        y: 0,
        windows: [{ left: 0, top: 0, side: 1 }],
        patches: [Float32Array.from([1])],
      })),
    };
    const traced = { trial: 0, epoch: 2, validationError: 0.05, split: 'validation', paths: [path] };
    const shown = page({ ...asked, glimpses: { kind: 'traced', traced } });
    expect(shown.count('#glimpses .moving figure')).toBe(1);
    expect(shown.text('#glimpses style')).toContain('@keyframes look-1');
    expect(shown.text('#glimpses style')).not.toContain('infinite');
    expect(shown.count('#glimpses [data-step="1"]')).toBeGreaterThan(2);
    expect(shown.text('#glimpses [data-replays]')).toBe('Play again');
  });
});

describe('trouble', () => {
  it('is listed by class with the way out, and has no place where there is none', () => {
    const failures = [{ class: 'diverged' as const, trials: 2, first: 3, message: 'loss is NaN' }];
    const counts = { ...study().counts, failed: 2 };
    const shown = page({ failures, study: study({ counts }) });
    expect(shown.text('#failures h2')).toBe('Failures (2)');
    expect(shown.text('#failures li')).toBe('diverged: 2 trials, the first is trial 3 loss is NaN');
    expect(page().count('#failures[hidden]')).toBe(1);
  });

  it('is said of a study that no sweep runs any more', () => {
    const shown = page({ study: study({ driven: false, hasCoordinator: false }) });
    expect(shown.text('.chip')).toBe('interrupted');
    expect(shown.text('#head .lead')).toContain('No sweep runs it: ram-sweep resume mnist-28 continues it.');
    expect(shown.text('#progress dt:nth-of-type(1)')).toBe('best validation error');
    expect(shown.texts('#progress dt')).not.toContain('time left');
  });

  it('is a worker that is silent, not one that has left a study that is over', () => {
    const silent = worker({ secondsAgo: 30, lastSeenAt: ago(30) });
    expect(page({ workers: [silent] }).text('.workers')).toContain('silent for 30s');
    const over = page({ workers: [silent], study: study({ state: 'complete' }) });
    expect(over.count('.workers')).toBe(0);
  });
});
