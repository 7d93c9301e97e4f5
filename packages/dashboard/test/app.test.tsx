import { setTimeout as sleep } from 'node:timers/promises';
import { compileTrialConfig, studySpecSchema } from '@ram-sweep/protocol';
import { createStudy, openStore, type Store } from '@ram-sweep/store';
import { openReader, type Reader } from '@ram-sweep/store/read';
import { newTestDatabase } from '@ram-sweep/testkit';
import { render } from 'ink-testing-library';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { App, type AppProps } from '../src/app.js';

let store: Store;
let reader: Reader;
let studyId: string;

beforeAll(async () => {
  const { url } = await newTestDatabase();
  store = await openStore({ url });
  reader = await openReader({ url });
  const spec = studySpecSchema.parse({ name: 'shown', dataset: { name: 'glyphs' } });
  const trials = [{ number: 0, params: {}, config: compileTrialConfig({}) }];
  ({ id: studyId } = await createStudy(store, { spec, trials }));
});
afterAll(async () => {
  await reader?.close();
  await store?.close();
});

/** The app on a study of one trial, which nobody traces and whose config is short. */
const draw = (values: Partial<AppProps> = {}) =>
  render(
    <App
      reader={reader}
      studyId={studyId}
      stopTrial={() => Promise.resolve('')}
      drives
      troubles={() => Promise.resolve([])}
      onExit={() => undefined}
      trace={() => () => undefined}
      configOf={() => Promise.resolve({ text: 'config:\n  std: 0.1\n', folded: 'config: { std: 0.1 }\n' })}
      pictures="none"
      clipboard
      send={() => undefined}
      {...values}
    />,
  );

/** Presses a key, again where it came before the trial was there, until this is shown. */
async function pressUntil(app: ReturnType<typeof draw>, key: string, shown: string): Promise<void> {
  const frame = (): string => app.lastFrame() ?? '';
  const press = (): string => {
    if (!frame().includes(shown)) app.stdin.write(key);
    return frame();
  };
  await expect.poll(press).toContain(shown);
}

/** Draws the app until its last line is as expected. */
async function lastLineOf(troubles: () => Promise<string[]>, expected: RegExp): Promise<void> {
  const app = draw({ troubles });
  try {
    await expect.poll(() => app.lastFrame()?.split('\n').at(-1) ?? '').toMatch(expected);
  } finally {
    app.unmount();
  }
}

it('shows what keeps the sweep from getting on in the place of the keys', async () => {
  const told = ['coordinator: NATS is away, waiting for it'];
  await lastLineOf(() => Promise.resolve(told.splice(0)), /^coordinator: NATS is away, waiting for it/);
});

it('shows the keys where nothing is wrong, and goes on where the troubles cannot be read', async () => {
  await lastLineOf(() => Promise.resolve([]), /move .* open/);
  await lastLineOf(() => sleep(1).then(() => Promise.reject(new Error('no log'))), /move .* open/);
});

describe('the config of a trial', () => {
  // OSC 52, and in base64 what configOf gives
  const asked = '\u001B]52;c;Y29uZmlnOgogIHN0ZDogMC4xCg==\u0007';

  it('is copied by a terminal that is known to do so, and the dashboard says it', async () => {
    const sent: string[] = [];
    const app = draw({ send: (sequence) => sent.push(sequence) });
    await pressUntil(app, 'y', 'copied the config of trial 0');
    expect(sent[0]).toBe(asked);
    app.unmount();
  });

  it('is shown as well where nobody knows that, until a key is pressed', async () => {
    const sent: string[] = [];
    const app = draw({ send: (sequence) => sent.push(sequence), clipboard: false });
    await pressUntil(app, 'y', '\nconfig:\n  std: 0.1\n');
    expect(sent[0]).toBe(asked);
    await pressUntil(app, 'n', ' waiting');
    app.unmount();
  });
});

it('shows where the model of a trial looks, with keys of its own, until that is left', async () => {
  const events: string[] = [];
  const trace = (trial: number) => {
    events.push(`traces ${trial}`);
    return () => events.push('stopped');
  };
  const app = draw({ trace, onExit: (effect) => events.push(effect) });
  await pressUntil(app, 'v', 'loading the model of trial 0');
  await expect.poll(() => events).toEqual(['traces 0']);
  await pressUntil(app, 'v', ' waiting');
  await expect.poll(() => events).toEqual(['traces 0', 'stopped']);
  app.unmount();
});
