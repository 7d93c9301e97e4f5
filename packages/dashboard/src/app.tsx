import { useApp, useInput, useStdout, Text, type Key as InkKey } from 'ink';
import { useEffect, useState } from 'react';
import type { Reader } from '@ram-sweep/store/read';
import { Dashboard } from './components/dashboard.js';
import { layoutFor } from './layout.js';
import { readSnapshot } from './read-snapshot.js';
import type { Snapshot } from './snapshot.js';
import { firstView, pressKey, scrollTo, type Effect, type Key, type Situation, type View } from './view.js';

const POLL_MS = 500;
/** How long a trouble stands on the screen that is not told again. */
const TROUBLE_MS = 8_000;

export interface AppProps {
  readonly reader: Reader;
  readonly studyId: string;
  /** Asks the coordinator to stop a trial; resolves to its answer. */
  readonly stopTrial: (trial: number) => Promise<string>;
  /** What keeps the sweep from getting on, as it was told since the last time this was asked. */
  readonly troubles: () => Promise<readonly string[]>;
  readonly onExit: (effect: 'leave' | 'interrupt') => void;
}

/** Polls, listens to keys, draws. What is drawn is a pure function of the state here. */
export function App({ reader, studyId, stopTrial, troubles, onExit }: AppProps) {
  const { exit } = useApp();
  const { columns, rows } = useScreenSize();
  const [view, setView] = useState<View>(firstView);
  const [snapshot, setSnapshot] = useState<Snapshot | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const trouble = useTrouble(troubles);
  const workers = snapshot?.workers.length ?? 1;
  const layout = layoutFor(columns, rows, workers);
  const offset = scrollTo(view.offset, view.selected, layout.trialRows);

  useEffect(() => {
    let current = true;
    const poll = async (): Promise<void> => {
      try {
        const next = await readSnapshot(reader, studyId, view, layoutFor(columns, rows, workers), offset);
        if (current && next) setSnapshot(next);
        if (current) setNotice((held) => (held?.startsWith('cannot read') ? null : held));
      } catch (error) {
        if (current)
          setNotice(`cannot read the results now: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
    void poll();
    const timer = setInterval(() => void poll(), POLL_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [reader, studyId, view, columns, rows, workers, offset]);

  const perform = (effect: Effect): void => {
    if (effect.kind === 'stop-trial') {
      stopTrial(effect.trial).then(setNotice, (error: unknown) => setNotice(String(error)));
      return;
    }
    onExit(effect.kind);
    exit();
  };

  useInput((input, inkKey) => {
    const keys = translateKeys(input, inkKey);
    if (keys.length === 0) return;
    setNotice(null);
    const situation = situationOf(snapshot, layout.trialRows);
    const effects: Effect[] = [];
    let next = view;
    for (const key of keys) {
      const pressed = pressKey(next, key, situation(next));
      next = pressed.view;
      if (pressed.effect) effects.push(pressed.effect);
    }
    setView(next);
    effects.forEach(perform);
  });

  if (!snapshot) return <Text dimColor>{notice ?? trouble ?? 'reading the study …'}</Text>;
  return <Dashboard snapshot={snapshot} view={view} layout={layout} notice={notice ?? trouble} />;
}

const letters: Readonly<Record<string, Key>> = {
  k: 'up',
  j: 'down',
  g: 'first',
  G: 'last',
  s: 'sort',
  x: 'stop',
  y: 'yes',
  n: 'no',
  q: 'quit',
};

const situationOf =
  (snapshot: Snapshot | null, pageRows: number) =>
  ({ selected }: View): Situation => ({
    trials: snapshot?.study.trials ?? 0,
    pageRows,
    trialAtCursor: snapshot?.page[selected - snapshot.offset]?.number ?? null,
  });

/** Keys that were typed faster than we read arrive together. */
function translateKeys(input: string, key: InkKey): Key[] {
  if (key.ctrl) return input === 'c' ? ['interrupt'] : [];
  if (key.upArrow) return ['up'];
  if (key.downArrow) return ['down'];
  if (key.pageUp) return ['page-up'];
  if (key.pageDown) return ['page-down'];
  if (key.return) return ['open'];
  if (key.escape || key.backspace || key.leftArrow) return ['back'];
  return input.split('').flatMap((letter) => letters[letter] ?? []);
}

/** The newest trouble, until it has not been told again for a while. */
function useTrouble(troubles: AppProps['troubles']): string | null {
  const [trouble, setTrouble] = useState<{ text: string; at: number } | null>(null);
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const text = (await troubles()).at(-1);
      const now = performance.now();
      if (text !== undefined) setTrouble({ text, at: now });
      else setTrouble((held) => (held && now - held.at > TROUBLE_MS ? null : held));
    };
    const timer = setInterval(() => void ask().catch(() => undefined), POLL_MS);
    return () => clearInterval(timer);
  }, [troubles]);
  return trouble?.text ?? null;
}

const measure = ({ columns, rows }: NodeJS.WriteStream) => ({ columns: columns || 80, rows: rows || 24 });

function useScreenSize(): { columns: number; rows: number } {
  const { stdout } = useStdout();
  const [size, setSize] = useState(() => measure(stdout));
  useEffect(() => {
    const resize = (): void => setSize(measure(stdout));
    stdout.on('resize', resize);
    return () => void stdout.off('resize', resize);
  }, [stdout]);
  return size;
}
