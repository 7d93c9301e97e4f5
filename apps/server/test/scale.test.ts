import { lockStudy, setStudyState } from '@ram-sweep/store';
import { askPostgres } from '@ram-sweep/testkit';
import { describe, expect, it } from 'vitest';
import { ask, askJson } from './ask.js';
import { useSite } from './site.js';
import { claim, newStudy } from './studies.js';

const site = useSite();

const scaleOf = (study: string) => askJson(`${site.url}/scale?study=${study}`);

/** Moves all signs of life of a study back in time. */
const age = (study: string, seconds: number) =>
  askPostgres(
    site.databaseUrl,
    `update ram_sweep.studies set created_at = created_at - make_interval(secs => ${seconds}),
      last_event_at = last_event_at - make_interval(secs => ${seconds}) where id = '${study}';
    update ram_sweep.activity set at = at - make_interval(secs => ${seconds}) where study_id = '${study}'`,
  );

describe('/scale', () => {
  it('is what trains and what waits, not what is planned or stands at a rung', async () => {
    const { id } = await newStudy(site.store, 'counted', 9);
    await claim(site.store, id, 0, 1);
    await askPostgres(
      site.databaseUrl,
      `update ram_sweep.trials set state = 'planned' where study_id = '${id}' and number in (2, 3);
      update ram_sweep.trials set state = 'paused' where study_id = '${id}' and number = 4;
      update ram_sweep.trials set state = 'complete' where study_id = '${id}' and number = 5`,
    );
    expect(await scaleOf('counted')).toEqual({ running: 2, claimable: 3, total: 5 });
  });

  it('of a paused study is what still trains, of one that is stopped or complete nothing', async () => {
    const { id } = await newStudy(site.store, 'halted', 4);
    await claim(site.store, id, 0);
    await setStudyState(site.store, { study: id, state: 'paused' });
    expect(await scaleOf('halted')).toEqual({ running: 1, claimable: 0, total: 1 });
    for (const state of ['stopped', 'complete'] as const) {
      await setStudyState(site.store, { study: id, state });
      expect(await scaleOf('halted')).toEqual({ running: 0, claimable: 0, total: 0 });
    }
  });

  it('counts what waits only where somebody would give it out, and what trains until nobody can be training it', async () => {
    const { id } = await newStudy(site.store, 'forsaken', 4);
    await claim(site.store, id, 0);
    // No coordinator for two minutes: it may be on its way to another machine, and the worker trains.
    await age(id, 120);
    expect(await scaleOf('forsaken')).toEqual({ running: 1, claimable: 0, total: 1 });
    await age(id, 600);
    expect(await scaleOf('forsaken')).toEqual({ running: 0, claimable: 0, total: 0 });
    await using lock = await lockStudy(site.store, id);
    expect(lock).not.toBeNull();
    expect(await scaleOf('forsaken')).toEqual({ running: 1, claimable: 3, total: 4 });
  });

  it('without a study is the sum of all', async () => {
    const before = await askJson<{ total: number }>(`${site.url}/scale`);
    await newStudy(site.store, 'one-more', 7);
    expect((await askJson<{ total: number }>(`${site.url}/scale`)).total).toBe(before.total + 7);
  });

  it('of several studies is no question, as one answer could not be both', async () => {
    expect(await ask(`${site.url}/scale?study=one-more&study=counted`)).toMatchObject({
      status: 400,
      body: '{"error":{"message":"study: can be given once"}}\n',
    });
  });

  it('of a study that there is not is an error', async () => {
    expect(await ask(`${site.url}/scale?study=nothing`)).toMatchObject({
      status: 404,
      body: '{"error":{"message":"there is no study nothing"}}\n',
    });
  });
});
