import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { smallStudy } from '../../program/small-study.js';
import { install } from '../installed.js';
import { promtool } from '../needs.js';
import type { Check } from '../run-checks.js';

/** What `serve` answers to a scrape, as Prometheus itself judges it: with servers, and once they are gone. */
export const serveToPrometheus: Check = {
  name: 'serve-to-prometheus',
  needs: [promtool],
  run: async (tell) => {
    await using installed = await install();
    const { sandbox } = installed;
    const file = await sandbox.writeStudy('scraped.yaml', smallStudy('scraped', { trials: 2, epochs: 2 }));
    const { code } = await sandbox.run('start', file, '--plain', '--workers', '1');
    assert.equal(code, 0, 'a study was trained');
    const served = sandbox.start('serve', '--port', '0');
    const url = await addressOf(served.stdout!);
    const fresh = await scrape(url);
    assert.match(fresh, /^ram_sweep_trials\{study="scraped",state="complete"\} 2$/m);
    assert.match(fresh, /^ram_sweep_stale 0$/m);
    judge(fresh);
    tell(`with servers: ${countSeries(fresh)} series, and promtool has nothing to say`);
    assert.equal((await sandbox.run('down')).code, 0, 'the servers are stopped');
    const stale = await scrape(url);
    assert.match(stale, /^ram_sweep_stale 1$/m);
    assert.match(stale, /^ram_sweep_trials\{study="scraped",state="complete"\} 2$/m);
    judge(stale);
    tell(`without: ${countSeries(stale)} series, marked as stale`);
    served.kill('SIGTERM');
  },
};

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const [, url] = /^serving (http:\S+)$/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error('serve ended without an address');
}

async function scrape(url: string): Promise<string> {
  // Within a second of the last one it would be that again.
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  return (await fetch(`${url}metrics`)).text();
}

/** promtool checks the format, and that names follow the conventions. */
function judge(metrics: string): void {
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: metrics,
    encoding: 'utf8',
  });
  assert.equal(`${stdout}${stderr}`, '', 'promtool has nothing to say');
  assert.equal(status, 0, 'promtool is content');
}

const countSeries = (metrics: string): number => metrics.match(/^[^#\n]/gm)?.length ?? 0;
