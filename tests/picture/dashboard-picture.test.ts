import { newTestDatabase } from '@ram-sweep/testkit';
import { openReader } from '@ram-sweep/store/read';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { DrawnApp } from '../../packages/dashboard/test/drawn-app.js';
import { movingPicture, type Shot } from './moving-picture.js';
import { readRecording, RecordedDatabase, type Moment } from './recorded-study.js';

/*
 * The picture of the README: a recorded study as the dashboard shows it today. Where this fails, the dashboard looks
 * different now: `npm run draw:dashboard` draws the picture anew. Another study is recorded by record-study.mjs.
 */
const SIZE = { columns: 100, rows: 30 };
/** Moments of the study that are shown, and for how long each and the last are. */
const MOMENTS = 12;
const SECONDS = 0.9;
const LAST_SECONDS = 3;
/** Images at which the best model looks afterwards, and for how long each glimpse and each answer is shown. */
const IMAGES = 2;
const GLIMPSE_SECONDS = 0.6;
const ANSWER_SECONDS = 1.8;

beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  // What goes by between two readings depends on this machine; times come from the recording alone.
  vi.spyOn(performance, 'now').mockReturnValue(0);
  vi.stubEnv('TZ', 'UTC');
  // Read when Ink is loaded, which is below.
  vi.stubEnv('FORCE_COLOR', '3');
});
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

it('the picture of the README is what the dashboard draws', async () => {
  const shots = await drawStudy();
  const poster = shots.findLastIndex(({ seconds }) => seconds === LAST_SECONDS);
  const picture = movingPicture(shots, poster, SIZE);
  await expect(picture).toMatchFileSnapshot('../../docs/dashboard.svg');
  expect(Buffer.byteLength(picture)).toBeLessThan(200_000);
});

async function drawStudy(): Promise<Shot[]> {
  const { DrawnApp } = await import('../../packages/dashboard/test/drawn-app.js');
  const { moments, traced } = readRecording();
  const { url } = await newTestDatabase();
  await using database = await RecordedDatabase.create(url);
  const reader = await openReader({ url });
  const studyId = String(moments.at(-1)!.tables['studies']![0]!['id']);
  const trace = (_: number, tell: (message: { kind: 'traced'; traced: typeof traced }) => void) => {
    tell({ kind: 'traced', traced });
    return () => undefined;
  };
  const shots: Shot[] = [];
  const chosen = chosenMoments(moments);
  for (const moment of chosen) {
    await database.turnTo(moment);
    vi.setSystemTime(moment.at);
    // Anew each time: what it shows is then of this moment alone.
    using app = new DrawnApp({ reader, studyId, trace }, SIZE);
    const isLast = moment === chosen.at(-1);
    shots.push({ frame: await app.settled(), seconds: isLast ? LAST_SECONDS : SECONDS });
    if (isLast) shots.push(...(await drawGlimpses(app)));
  }
  await reader.close();
  return shots;
}

/** From the first to the last, equally far apart. */
function chosenMoments(moments: readonly Moment[]): Moment[] {
  const stride = (moments.length - 1) / (MOMENTS - 1);
  return Array.from({ length: MOMENTS }, (_, index) => moments[Math.round(index * stride)]!);
}

/** One shot for each glimpse at the first images, as they are played. */
async function drawGlimpses(app: DrawnApp): Promise<Shot[]> {
  app.press('v');
  const shots: Shot[] = [];
  for (let image = 1; image <= IMAGES; image += 1) {
    const [, count] = await glimpseIn(app, image, 1);
    for (let step = 1; step <= count; step += 1) {
      await glimpseIn(app, image, step);
      shots.push({ frame: app.frame, seconds: step === count ? ANSWER_SECONDS : GLIMPSE_SECONDS });
    }
  }
  return shots;
}

/** Waits for a glimpse at an image, both counted from 1; returns its number and how many there are. */
async function glimpseIn(app: DrawnApp, image: number, step: number): Promise<[step: number, count: number]> {
  const shown = () => /\((\d+) of \d+\)[^]*glimpse (\d+)\/(\d+)/.exec(app.frame);
  await app.until(() => Number(shown()?.[1]) === image && Number(shown()?.[2]) === step);
  return [step, Number(shown()![3])];
}
