import { describe, expect, test } from 'vitest';
import { endScreen } from '../../src/print/end-screen.js';
import type { Shell } from '../../src/print/command/shell.js';
import { printWinner } from '../../src/print/winner/print-winner.js';
import { found, study, tested, trial, winnerBy } from './finished-study.js';

/** Nothing of ours is there, so commands name the program by its path, whatever it is. */
const shell: Shell = { argv: [], folder: '/', workingFolder: '/', path: [], home: undefined };

const screen = (of: Parameters<typeof endScreen>[0]): string =>
  endScreen(of, shell).replaceAll(/node \S+ram-sweep\.js/g, 'ram-sweep');

const pays = winnerBy([0.03, 0.031, 0.032], [0.12, 0.121, 0.119], [0.24, 0.25, 0.245]);

/** Its intervals are as long to print as any. */
const doubtful = winnerBy([0.6, 0.2, 0.4], [0.1, 0.3, 0.5], [0.9, 0.7, 0.8]);

/** How far a text reaches to the right and down. */
function extent(text: string): { columns: number; rows: number } {
  const lines = text.split('\n');
  return { columns: Math.max(...lines.map((line) => line.length)), rows: lines.length };
}

describe('the end of a study', () => {
  test('names the winner, shows what its attention is worth, and how to continue', () => {
    // Half widths are t(0.975, 2) = 4.302653 · s/√3: 0.25, 0.25 and 1.24 points. The longest bar, 25.74%, has 36
    // columns: 2.85% and 3.35% are 4 and 5 of them, 11.75% and 12.25% 16 and 17, 23.26% 33. Welch for s of 0.1 points
    // twice: t(0.975, 4) = 2.776445 · √(2 · 0.1² / 3) = 0.2267
    expect(screen(found(pays))).toBe(`
study digits is complete: 12 of 21 trials, 9 pruned

best        trial 3: std 0.0923, glimpses 5, scale 2
validation  3.10% ± 0.25 (mean of 3 seeds)

learned  ████▒                                  3.10% ± 0.25
frozen   ████████████████▒                     12.00% ± 0.25
random   █████████████████████████████████▒▒▒  24.50% ± 1.24

attention pays: 8.90 points better than frozen (95%: 8.67 to 9.13)

config      ram-sweep best digits --full
test error  ram-sweep test digits --finalists
report      ram-sweep report digits
`);
  });

  test('goes by the test images where winner and controls were tested, with the errors of the controls', () => {
    // A tenth of everything: 0.31% ± 0.02 against 1.20% ± 0.02, so 0.89 points, 0.87 to 0.91.
    expect(screen(found(tested(pays)))).toContain(`
best        trial 3: std 0.0923, glimpses 5, scale 2
validation  3.10% ± 0.25 (mean of 3 seeds)
test        3.10% ± 0.25 (mean policy, 1 rollout)
test        0.31% ± 0.02 (sampled policy, 10 rollouts), frozen 1.20% ± 0.02,
            random 2.45% ± 0.12

error on test images, mean policy, 1 rollout
learned  ████▒                                  3.10% ± 0.25
frozen   ████████████████▒                     12.00% ± 0.25
random   █████████████████████████████████▒▒▒  24.50% ± 1.24

attention pays: 8.90 points better than frozen (95%: 8.67 to 9.13)
on validation images too: 8.90 points better than frozen (95%: 8.67 to 9.13)
with 10 sampled rollouts too: 0.89 points better than frozen (95%: 0.87 to 0.91)
`);
  });

  test('names no verdict as yet to come that is there, though the study was stopped at its very end', async () => {
    for (const state of ['active', 'stopped'] as const) {
      const best = await printWinner({ ...found(pays), study: { ...study, state } }, 'table');
      expect(best).toContain('\nattention pays: ');
      expect(best).not.toContain('not judged yet');
    }
  });

  test('says that finalists are in training that a longer search has added', async () => {
    const best = await printWinner({ ...found({ ...pays, inTraining: 2 }), study }, 'table');
    expect(best).toContain('validation  3.10% ± 0.25 (mean of 3 seeds; 2 more finalists in training)\n');
  });

  test('says that attention is not shown to pay where the intervals of the policies meet', () => {
    const text = screen(found(winnerBy([0.02, 0.05, 0.08], [0.04, 0.045, 0.05], [0.3, 0.31, 0.32])));
    expect(text).toMatch(
      /^attention is not shown to pay: 0\.50 points worse than frozen, which may be\nchance \(95%: \d\.\d\d worse to \d\.\d\d better\)$/m,
    );
  });

  test('has the one seed of the search, and no bars, where the study had no finalists', () => {
    const winner = {
      source: 'search',
      trial: trial(3, 0.02),
      group: null,
      controls: [],
      inTraining: 0,
    } as const;
    const plain = { ...study, spec: { ...study.spec, finalists: null }, trials: 12 };
    expect(screen({ ...found(winner), study: plain })).toBe(`
study digits is complete: 12 of 12 trials, 9 pruned

best        trial 3: std 0.0923, glimpses 5, scale 2
validation  2.00% (one seed)

config      ram-sweep best digits --full
test error  ram-sweep test digits
report      ram-sweep report digits
`);
  });

  test('names the trial alone where nothing was searched', () => {
    const repeated = { ...study, spec: { ...study.spec, space: {} } };
    expect(screen({ ...found(pays), study: repeated })).toContain('\nbest        trial 3\n');
  });

  test('says before its end that attention is not judged yet', async () => {
    const winner = { ...pays, controls: [] };
    const best = await printWinner({ ...found(winner), study: { ...study, state: 'active' } }, 'table');
    expect(best).toContain('\nattention   not judged yet: its controls are not complete\n');
  });

  test('fits 80×24 with all that a study can have to say', () => {
    const reason = 'trial 12 of the search reached 2.90%, and the target is 3.00%, after 11 that did not';
    const stopped = { ...study, surplus: 3, stoppedBy: { budget: 'target', index: 12, reason } as const };
    const environments = ['onnx 1.30 on AMD EPYC 9B14, Node 20', 'tfjs-node 4.22 on Apple M4 Max, Node 22'];
    const provenance = {
      priors: [],
      interventions: [],
      environments: environments.map((environment) => ({ environment, trials: 10 })),
    };
    const text = screen({ study: stopped, winner: doubtful, provenance });
    expect(extent(text).columns).toBeLessThanOrEqual(80);
    expect(extent(text).rows).toBeLessThanOrEqual(24);
    expect(text).toContain('search      ended after trial 12, by its target: trial 12 of the search');
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      environments.map((each) => `${each} (10 trials)`).join('; '),
    );
  });
});
