import type { Reader } from '@ram-sweep/store/read';
import { Text, useApp } from 'ink';
import { useState } from 'react';
import { Dashboard } from './components/dashboard.js';
import type { Snapshot } from '@ram-sweep/results';
import { useKeys } from './hooks/use-keys.js';
import { usePage, type PageSources } from './hooks/use-page.js';
import { useScreenSize } from './hooks/use-screen-size.js';
import { useSnapshot } from './hooks/use-snapshot.js';
import { useTrouble } from './hooks/use-trouble.js';
import { firstView, type Effect, type Situation, type View } from './view.js';

export interface AppProps extends PageSources {
  readonly reader: Reader;
  readonly studyId: string;
  /** Asks the coordinator to stop a trial; resolves to its answer. */
  readonly stopTrial: (trial: number) => Promise<string>;
  /** Whether Ctrl-C ends the sweep; else it only ends the watching. */
  readonly drives: boolean;
  /** What keeps the sweep from getting on, as it was told since the last time this was asked. */
  readonly troubles: () => Promise<readonly string[]>;
  readonly onExit: (effect: 'leave' | 'interrupt') => void;
}

/** Draws the study as it was last read, and does what keys ask for. */
export function App({ reader, studyId, stopTrial, drives, troubles, onExit, ...sources }: AppProps) {
  const { exit } = useApp();
  const size = useScreenSize();
  const [view, setView] = useState<View>(firstView);
  const [answer, setAnswer] = useState<string | null>(null);
  const { snapshot, layout, failure } = useSnapshot(reader, studyId, view, size);
  const trouble = useTrouble(troubles);
  const notice = failure ?? answer ?? trouble;

  const close = (how: 'leave' | 'interrupt'): void => {
    onExit(how);
    exit();
  };
  const { page, perform: openPage } = usePage(sources, size, setAnswer, () => close('interrupt'));
  const perform = (effect: Effect): void => {
    if (!('trial' in effect)) close(effect.kind);
    else if (!openPage(effect))
      stopTrial(effect.trial).then(setAnswer, (error: unknown) => setAnswer(String(error)));
  };
  const onKeys = (next: View, effects: readonly Effect[]): void => {
    setAnswer(null);
    setView(next);
    effects.forEach(perform);
  };
  useKeys(view, situationOf(snapshot, layout.trialRows), onKeys, page === null);

  if (page !== null) return page;
  if (!snapshot) return <Text dimColor>{notice ?? 'reading the study …'}</Text>;
  return <Dashboard snapshot={snapshot} view={view} layout={layout} notice={notice} drives={drives} />;
}

const situationOf =
  (snapshot: Snapshot | null, pageRows: number) =>
  ({ selected }: View): Situation => ({
    trials: snapshot?.study.trials ?? 0,
    pageRows,
    trialAtCursor: snapshot?.page[selected - snapshot.offset]?.number ?? null,
  });
