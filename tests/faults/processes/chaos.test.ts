import { expect, it } from 'vitest';
import { runCampaign } from '../../../chaos/campaign.js';
import { isClean, printReport } from '../../../chaos/report.js';

it('a sweep whose processes and servers are killed and paused ends with the numbers of an undisturbed one', async () => {
  const report = await runCampaign({
    kills: 6,
    seed: 3,
    minutes: 2,
    leaseSeconds: 2,
    trials: 6,
    epochs: 60,
    log: console.log,
  });
  expect(isClean(report), printReport(report)).toBe(true);
  expect(report.strikes.length).toBeGreaterThan(0);
}, 300_000);
