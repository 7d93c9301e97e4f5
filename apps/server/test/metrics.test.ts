import { readFile } from 'node:fs/promises';
import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { lockStudy, recordWorkers, setStudyState } from '@ram-sweep/store';
import { askPostgres } from '@ram-sweep/testkit';
import { describe, expect, it } from 'vitest';
import { exposition } from '../src/metrics/exposition.js';
import { ask } from './ask.js';
import { useSite } from './site.js';
import { claim, newStudy, report } from './studies.js';

const site = useSite();

/**
 * The values of a scrape by their series, of what the tables say now: on a busy machine it gives what was seen before.
 */
async function scrape(): Promise<Map<string, number>> {
  for (;;) {
    // What is read again within a second is the same.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { status, headers, body } = await ask(`${site.url}/metrics`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const values = valuesIn(body);
    if (values.get('ram_sweep_stale') === 0) return values;
  }
}

const valuesIn = (body: string): Map<string, number> =>
  new Map(
    body
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );

const run = { epoch: 1, epochs: 3, step: 1, steps: 2, stepsPerSecond: 1, attempt: 1 };
const heartbeat = (worker: string, trials: number[], state: 'ready' | 'draining' = 'ready') => ({
  version: PROTOCOL_VERSION as typeof PROTOCOL_VERSION,
  worker,
  host: 'box',
  pid: 2,
  engine: 'onnx',
  device: 'cpu',
  slots: 4,
  state,
  startedAt: '2026-01-01T00:00:00Z',
  at: '2026-01-01T00:00:00Z',
  runs: trials.map((trial) => ({ ...run, trial, study: '00000000-0000-4000-8000-000000000000' })),
});

describe('/metrics', () => {
  it('tells of a study what its tables say', async () => {
    const { id } = await newStudy(site.store, 'told', 5);
    await using lock = await lockStudy(site.store, id);
    expect(lock).not.toBeNull();
    await claim(site.store, id, 0, 1);
    await report(site.store, id, { trial: 0, epoch: 1, error: 0.5 });
    await report(site.store, id, { trial: 0, epoch: 2, error: 0.25, isLast: true });
    const values = await scrape();
    const of = (state: string) => values.get(`ram_sweep_trials{study="told",state="${state}"}`);
    expect(['waiting', 'running', 'complete', 'planned', 'failed'].map(of)).toEqual([3, 1, 1, 0, 0]);
    expect(values.get('ram_sweep_epochs_total{study="told"}')).toBe(2);
    expect(values.get('ram_sweep_best_validation_error_ratio{study="told"}')).toBe(0.25);
    expect(values.get('ram_sweep_study_state{study="told",state="active"}')).toBe(1);
    expect(values.get('ram_sweep_study_state{study="told",state="interrupted"}')).toBe(0);
    expect(values.get('ram_sweep_stale')).toBe(0);
    expect(values.get('ram_sweep_build_info{version="1.2.3"}')).toBe(1);
  });

  it('tells of workers together, as their heartbeats say', async () => {
    await recordWorkers(site.store, [
      heartbeat('box-1', [0, 1, 2]),
      heartbeat('box-2', []),
      heartbeat('box-3', [5], 'draining'),
      // It has left.
      heartbeat('box-5', [], 'draining'),
    ]);
    await askPostgres(
      site.databaseUrl,
      `update ram_sweep.workers set last_seen_at = now() + interval '1 minute' where id <> 'box-5'`,
    );
    // One that has not been heard for an hour.
    await recordWorkers(site.store, [heartbeat('box-4', [6])]);
    await askPostgres(
      site.databaseUrl,
      `update ram_sweep.workers set last_seen_at = now() - interval '1 hour' where id = 'box-4'`,
    );
    const values = await scrape();
    expect(values.get('ram_sweep_workers{state="ready"}')).toBe(2);
    expect(values.get('ram_sweep_workers{state="draining"}')).toBe(1);
    expect(values.get('ram_sweep_worker_slots')).toBe(9);
    expect(values.get('ram_sweep_worker_slots_busy')).toBe(4);
    const heard = values.get('ram_sweep_last_heartbeat_timestamp_seconds')!;
    expect(Math.abs(Date.now() / 1000 - heard)).toBeLessThan(300);
  });

  it('has no more series than for a hundred studies, and ends those of studies that have been over for an hour', async () => {
    const { id } = await newStudy(site.store, 'long-over', 1);
    await setStudyState(site.store, { study: id, state: 'complete' });
    expect((await scrape()).has('ram_sweep_epochs_total{study="long-over"}')).toBe(true);
    await askPostgres(
      site.databaseUrl,
      `update ram_sweep.studies set created_at = now() - interval '2 hours', last_event_at = now() - interval '2 hours'
      where name = 'long-over'`,
    );
    const values = await scrape();
    expect(values.has('ram_sweep_epochs_total{study="long-over"}')).toBe(false);
    expect(values.get('ram_sweep_studies{state="complete"}')).toBe(1);
    const active = values.get('ram_sweep_studies{state="active"}')!;
    // No sweep has shown a sign of life for two hours.
    await newStudy(site.store, 'interrupted', 1);
    await askPostgres(
      site.databaseUrl,
      `update ram_sweep.studies set created_at = now() - interval '2 hours' where name = 'interrupted';
      update ram_sweep.activity set at = now() - interval '2 hours'
      where study_id = (select id from ram_sweep.studies where name = 'interrupted')`,
    );
    const later = await scrape();
    expect(later.get('ram_sweep_studies{state="interrupted"}')).toBe(1);
    expect(later.get('ram_sweep_studies{state="active"}')).toBe(active);
    for (let number = 0; number < 120; number += 1) await newStudy(site.store, `one-of-many-${number}`, 1);
    const many = await scrape();
    const studies = new Set([...many.keys()].flatMap((series) => /study="([^"]+)"/.exec(series)?.[1] ?? []));
    expect(studies.size).toBe(100);
    expect(studies).toContain('one-of-many-119');
  });
});

it('a label may have any characters', () => {
  const samples = [
    { labels: { study: 'a"b\\c\nd' }, value: 0.1 },
    { value: Infinity },
    { value: Number.NaN },
  ];
  expect(exposition([{ name: 'x', type: 'gauge', help: 'a\\b\nc', samples }])).toBe(
    '# HELP x a\\\\b\\nc\n# TYPE x gauge\nx{study="a\\"b\\\\c\\nd"} 0.1\nx +Inf\nx NaN\n',
  );
});

it('every metric that the Grafana dashboard shows exists', async () => {
  const { id } = await newStudy(site.store, 'shown', 2);
  await claim(site.store, id, 0);
  await report(site.store, id, { trial: 0, epoch: 1, error: 0.5 });
  await recordWorkers(site.store, [heartbeat('box-5', [])]);
  const dashboard = await readFile(new URL('../../../infra/grafana/ram-sweep.json', import.meta.url), 'utf8');
  const shown = new Set(dashboard.match(/\b(?:ram_sweep|process)_\w+/g));
  const known = new Set([...(await scrape()).keys()].map((series) => series.replace(/\{.*/, '')));
  expect([...shown].filter((name) => !known.has(name))).toEqual([]);
  expect(shown.size).toBeGreaterThan(10);
});
