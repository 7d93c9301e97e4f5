import { setTimeout as sleep } from 'node:timers/promises';
import { compileTrialConfig, studySpecSchema } from '@ram-sweep/protocol';
import { createStudy, openStore, setStudyState, type Store } from '@ram-sweep/store';
import { openReader, type Reader } from '@ram-sweep/store/read';
import { newTestDatabase } from '@ram-sweep/testkit';
import { render } from 'ink-testing-library';
import { useEffect } from 'react';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { App, type AppProps } from '../src/app.js';

let store: Store;
let reader: Reader;
let studyId: string;
let made = 0;

beforeAll(async () => {
  const { url } = await newTestDatabase();
  store = await openStore({ url });
  reader = await openReader({ url });
});
beforeEach(async () => {
  made += 1;
  const spec = studySpecSchema.parse({ name: `shown-${made}`, dataset: { name: 'glyphs' } });
  const trials = Array.from({ length: 30 }, (_, number) => ({
    number,
    searchIndex: number,
    params: { std: number / 100 + 0.01 },
    config: compileTrialConfig({ std: number / 100 + 0.01 }),
  }));
  ({ id: studyId } = await createStudy(store, { spec, trials }));
});
afterAll(async () => {
  await reader?.close();
  await store?.close();
});

interface Drawn {
  /** Presses a key. */
  readonly press: (keys: string) => void;
  /** Waits until the frame is as expected. */
  readonly sees: (expected: RegExp) => Promise<void>;
  /** What was asked for and done beyond the screen, in order. */
  readonly done: string[];
  /** Each change of the terminal's raw mode, in which it does not echo keys. */
  readonly rawModes: readonly boolean[];
  readonly lastLine: () => string;
}

/** Says when the app has closed. */
function Probe({ onClose }: { onClose: () => void }) {
  useEffect(() => onClose, [onClose]);
  return null;
}

async function withApp(props: Partial<AppProps>, use: (app: Drawn) => Promise<void>): Promise<void> {
  const done: string[] = [];
  const says = (what: string) => (trial: number) => {
    done.push(`${what} ${trial}`);
    return Promise.resolve(`${what} of trial ${trial} done`);
  };
  const onClose = (): void => void done.push('closed');
  const app = render(
    <>
      <App
        reader={reader}
        studyId={studyId}
        stopTrial={says('stop')}
        trace={() => () => undefined}
        configOf={() => Promise.resolve({ text: 'config:\n  std: 0.1\n', folded: 'config: { std: 0.1 }\n' })}
        pictures="none"
        clipboard
        send={() => undefined}
        drives
        isDriven={() => Promise.resolve(true)}
        troubles={() => Promise.resolve([])}
        onExit={(effect) => done.push(effect)}
        {...props}
      />
      <Probe onClose={onClose} />
    </>,
  );
  const rawModes: boolean[] = [];
  Object.assign(app.stdin, { setRawMode: (isRaw: boolean) => void rawModes.push(isRaw) });
  const frame = (): string => app.lastFrame() ?? '';
  try {
    await use({
      press: (keys) => app.stdin.write(keys),
      sees: (expected) => expect.poll(frame).toMatch(expected),
      done,
      rawModes,
      lastLine: () => frame().split('\n').at(-1) ?? '',
    });
  } finally {
    app.unmount();
  }
}

const UP = '\u001B[A';
const DOWN = '\u001B[B';
const ESCAPE = '\u001B';

const nothing = (): void => undefined;
const broken = () => sleep(1).then(() => Promise.reject(new Error('no log')));

describe('the last line', () => {
  it('shows what keeps the sweep from getting on in the place of the keys', async () => {
    const told = ['coordinator: NATS is unreachable, waiting for it'];
    await withApp({ troubles: () => Promise.resolve(told.splice(0)) }, async ({ sees }) => {
      await sees(/\n! coordinator: NATS is unreachable, waiting for it *$/);
    });
  });

  it('shows the keys where nothing is wrong, and also where the troubles cannot be read', async () => {
    await withApp({}, ({ sees }) => sees(/\n1\/30 {2}\? help .* ⏎ open/));
    await withApp({ troubles: broken }, ({ sees }) => sees(/\n1\/30 {2}\? help .* ⏎ open/));
  });
});

describe('keys', () => {
  it('move the cursor beyond what was read, and open what is there', async () => {
    await withApp({}, async ({ press, sees }) => {
      await sees(/▸ ○ +– +0 waiting/);
      press(DOWN);
      await sees(/▸ ○ +– +1 waiting/);
      press('G');
      await sees(/▸ ○ +– +29 waiting/);
      press('\r');
      await sees(/○ trial 29: waiting/);
      press('p');
      await sees(/○ trial 28: waiting/);
      press(ESCAPE);
      await sees(/▸ ○ +– +28 waiting/);
    });
  });

  it('move the cursor while one is held down, though another comes before each reading is over', async () => {
    let hold = nothing;
    const isDriven = async (): Promise<boolean> => {
      hold();
      await sleep(20);
      return true;
    };
    await withApp({ isDriven }, async ({ press, sees }) => {
      await sees(/▸ ○ +– +0 waiting/);
      let presses = 0;
      hold = () => press((presses += 1) % 14 < 7 ? DOWN.repeat(4) : UP.repeat(4));
      hold();
      await sees(/▸ ○ +– +2\d waiting/);
    });
  });

  it('filter the trials', async () => {
    await withApp({}, async ({ press, sees }) => {
      await sees(/1\/30/);
      press('/');
      await sees(/\n\/ /);
      press('std<0.035');
      press('\r');
      await sees(/\n1\/3 {2}\/std<0\.035/);
      press(ESCAPE);
      await sees(/\n1\/30 /);
      press('/std>0.25\r');
      await sees(/\n1\/5 {2}\/std>0\.25/);
      press('/std>0.28\r');
      await sees(/\n1\/2 {2}\/std>0\.28/);
    });
  });

  it('put two trials side by side', async () => {
    await withApp({}, async ({ press, sees }) => {
      await sees(/1\/30/);
      press(' jj=');
      await sees(/trial 0: waiting +│ ○ trial 2: waiting/);
      await sees(/std {2}0\.01 +│ std {2}0\.03/);
    });
  });

  it('ask for a stop, and show the answer', async () => {
    await withApp({}, async ({ press, sees, done }) => {
      await sees(/1\/30/);
      press('j');
      await sees(/2\/30/);
      press('x');
      await sees(/stop trial 1\? y: yes/);
      press('y');
      await sees(/! stop of trial 1 done/);
      expect(done).toEqual(['stop 1']);
    });
  });
});

describe('the config of a trial', () => {
  // OSC 52, and in base64 what configOf gives
  const asked = '\u001B]52;c;Y29uZmlnOgogIHN0ZDogMC4xCg==\u0007';
  const sent: string[] = [];
  const send = (sequence: string): void => void sent.push(sequence);
  beforeEach(() => void sent.splice(0));

  it('is copied by a terminal that is known to do so, and the dashboard says it', async () => {
    await withApp({ send }, async ({ press, sees }) => {
      await sees(/1\/30/);
      press('y');
      await sees(/copied the config of trial 0/);
      expect(sent).toEqual([asked]);
    });
  });

  it('is shown as well where nobody knows that, until a key is pressed', async () => {
    await withApp({ send, clipboard: false }, async ({ press, sees }) => {
      await sees(/1\/30/);
      press('y');
      await sees(/\nconfig:\n {2}std: 0\.1\n/);
      expect(sent).toEqual([asked]);
      press('n');
      await sees(/ waiting/);
    });
  });
});

it('shows where the model of a trial looks, with its own keys, until that is left', async () => {
  const events: string[] = [];
  const trace = (trial: number) => {
    events.push(`traces ${trial}`);
    return () => void events.push('stopped');
  };
  await withApp({ trace }, async ({ press, sees }) => {
    await sees(/1\/30/);
    press('v');
    await sees(/loading the model of trial 0/);
    await expect.poll(() => events).toEqual(['traces 0']);
    press('v');
    await sees(/ waiting/);
    await expect.poll(() => events).toEqual(['traces 0', 'stopped']);
  });
});

it('loses no key while a page comes or goes, and never lets the terminal echo one', async () => {
  await withApp({}, async ({ press, sees, rawModes }) => {
    await sees(/1\/30/);
    press('v');
    await sees(/loading the model of trial 0/);
    press('v');
    await sees(/▸ ○ +– +0 waiting/);
    press('j');
    await sees(/▸ ○ +– +1 waiting/);
    expect(rawModes).not.toContain(false);
  });
});

it('shows that no sweep drives the study as soon as this machine knows', async () => {
  await withApp({ isDriven: () => Promise.resolve(false) }, async ({ sees }) => {
    await sees(/shown-\d+ {2}active/);
    await sees(/shown-\d+ {2}interrupted: `ram-sweep resume` continues it/);
  });
});

it('goes back to the list with q where a model looks, also where it is pressed before that is drawn', async () => {
  await withApp({}, async ({ press, sees, done }) => {
    await sees(/1\/30/);
    press('v');
    press('q');
    await sees(/loading the model of trial 0|▸ ○ +– +0 waiting/);
    press('vq');
    await sees(/loading the model of trial 0/);
    press('q');
    await sees(/▸ ○ +– +0 waiting/);
    expect(done).toEqual([]);
  });
});

describe('the end of a sweep', () => {
  it('leaves a complete study on the screen until it is left, which is no farewell', async () => {
    const over = new AbortController();
    await withApp({ over: over.signal }, async ({ press, sees, done, lastLine }) => {
      await sees(/active/);
      await setStudyState(store, { study: studyId, state: 'complete' });
      over.abort();
      await sees(/shown-\d+ {2}complete/);
      await sees(/q leave {2}/);
      expect(lastLine()).not.toContain('^C');
      press('q');
      await expect.poll(() => done, { timeout: 20_000 }).toEqual(['closed']);
    });
  });

  it('closes a study that is not complete', async () => {
    const over = new AbortController();
    await withApp({ over: over.signal }, async ({ sees, done }) => {
      await sees(/active/);
      over.abort();
      await expect.poll(() => done, { timeout: 20_000 }).toEqual(['closed']);
    });
  });

  it('is a farewell where it is left before', async () => {
    await withApp({}, async ({ press, sees, done }) => {
      await sees(/active/);
      press('q');
      await expect.poll(() => done, { timeout: 20_000 }).toEqual(['leave', 'closed']);
    });
  });
});
