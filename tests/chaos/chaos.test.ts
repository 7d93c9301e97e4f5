import { expect, it } from 'vitest';
import { runCampaign } from './campaign.js';
import { isClean, printReport } from './report.js';

it('a sweep whose processes and servers are killed and paused ends with the numbers of an undisturbed one', async () => {
  const lines: string[] = [];
  const report = await runCampaign({
    kills: 6,
    seed: 3,
    minutes: 2,
    leaseSeconds: 2,
    trials: 3,
    epochs: 60,
    log: (line) => lines.push(line),
  });
  expect(isClean(report), [...lines, printReport(report)].join('\n')).toBe(true);
  expect(report.strikes.length).toBeGreaterThan(0);
});
