import { setTimeout as sleep } from 'node:timers/promises';
import { compileTrialConfig, studySpecSchema } from '@ram-sweep/protocol';
import { createStudy, openStore, type Store } from '@ram-sweep/store';
import { openReader, type Reader } from '@ram-sweep/store/read';
import { newTestDatabase } from '@ram-sweep/testkit';
import { render } from 'ink-testing-library';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { App } from '../src/app.js';

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

/** Draws the app until its last line is as expected. */
async function lastLineOf(troubles: () => Promise<string[]>, expected: RegExp): Promise<void> {
  const app = render(
    <App
      reader={reader}
      studyId={studyId}
      stopTrial={() => Promise.resolve('')}
      drives
      troubles={troubles}
      onExit={() => undefined}
    />,
  );
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
