import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { claimTrials, openStore, recordEvents } from '@ram-sweep/store';
import { openReader } from '@ram-sweep/store/read';
import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { renderDocument, studyPage, studyParams } from '@ram-sweep/web';
import pg from 'pg';
import { resultOf } from './fill-study.mjs';

const NAME = 'bench live page';
/** As a server that follows a study looks at it. */
const EVERY_MS = 1_000;
/** Clock ticks of a process a second. */
const TICKS = 100;

/** The whole page of a study, from opening the connection on. @param {string} url @param {string} study */
export async function firstPage(url, study) {
  const reader = await openReader({ url });
  const page = await drawn(reader, study);
  const text = renderDocument(page, { live: 'events' });
  await reader.close();
  return text.length;
}

/**
 * Follows a study as a server does for all who watch it, while something new is recorded for each look. Returns the seconds of
 * processor time of each look here, and of Postgres on average, and the bytes of the sections that changed.
 * @param {{ readerUrl: string, databaseUrl: string }} urls
 * @param {{ name: string, id: string, waiting: number, looks: number }} study whose trial `waiting` waits
 */
export async function followStudy({ readerUrl, databaseUrl }, { name, id, waiting, looks }) {
  const reader = await openReader({ url: readerUrl, name: NAME });
  const store = await openStore({ url: databaseUrl });
  const shown = new Map((await drawn(reader, name)).sections.map((section) => [section.id, section.html]));
  const before = await ticksOf(databaseUrl);
  const seconds = [];
  let bytes = 0;
  for (let look = 0; look < looks; look += 1) {
    await recordNext(store, id, waiting + look);
    const began = process.cpuUsage();
    const { sections } = await drawn(reader, name);
    const { user, system } = process.cpuUsage(began);
    seconds.push((user + system) / 1e6);
    for (const { id: place, html } of sections) {
      if (shown.get(place) === html) continue;
      bytes += html.length;
      shown.set(place, html);
    }
    await sleep(EVERY_MS);
  }
  const postgres = ((await ticksOf(databaseUrl)) - before) / TICKS / looks;
  await store.close();
  await reader.close();
  return { seconds, postgres, bytes: bytes / looks };
}

/** @param {import('@ram-sweep/store/read').Reader} reader @param {string} study */
async function drawn(reader, study) {
  const data = await studyPage.read(reader, studyParams(study, new URLSearchParams()));
  if (data === null) throw new Error('the study is gone');
  return studyPage.render(data);
}

/** A trial starts and trains its first epoch. @param {import('@ram-sweep/store').Store} store @param {string} study @param {number} trial */
async function recordNext(store, study, trial) {
  const worker = `worker-${trial % 4}`;
  const [claim] = await claimTrials(store, study, [{ trial, worker, environment: 'bench' }]);
  if (!claim?.granted) throw new Error(`trial ${trial} does not wait`);
  /** @type {import('@ram-sweep/protocol').TrialEvent['version']} */
  const version = PROTOCOL_VERSION;
  const envelope = { version, study, trial, attempt: claim.attempt, worker, at: new Date().toISOString() };
  await recordEvents(store, study, [
    { ...envelope, sequence: 0, kind: 'epoch', result: resultOf(trial, 1), checkpoint: null },
  ]);
}

/** Processor time of the reader's connections in Postgres, which runs on this machine. @param {string} url */
async function ticksOf(url) {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query('select pid from pg_stat_activity where application_name = $1', [NAME]);
  await client.end();
  let ticks = 0;
  for (const { pid } of rows) {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks;
}
