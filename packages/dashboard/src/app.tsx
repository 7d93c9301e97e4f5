import type { Plots, Snapshot } from '@ram-sweep/results';
import type { Reader } from '@ram-sweep/store/read';
import { Text, useApp } from 'ink';
import { useLayoutEffect, useRef, useState } from 'react';
import { Dashboard } from './components/dashboard.js';
import { wishesOf } from './frame.js';
import { useEnd } from './hooks/use-end.js';
import { useKeys } from './hooks/use-keys.js';
import { PageKeys } from './hooks/page-keys.js';
import type { AskPresence } from './hooks/presence.js';
import { usePage, type PageSources } from './hooks/use-page.js';
import { usePlots } from './hooks/use-plots.js';
import { useRunStart } from './hooks/use-run-start.js';
import { useScreenSize } from './hooks/use-screen-size.js';
import { useSnapshot } from './hooks/use-snapshot.js';
import { useTrouble } from './hooks/use-trouble.js';
import { layoutFor, type Wishes } from './layout/layout.js';
import { followRows } from './state/follow-rows.js';
import type { Situation } from './state/situation.js';
import { firstView, type Effect, type View } from './state/view.js';
import { sortsFor } from './table/columns.js';

export interface AppProps extends PageSources {
  readonly reader: Reader;
  readonly studyId: string;
  /** Asks the coordinator to stop a trial; resolves to its answer. */
  readonly stopTrial: (trial: number) => Promise<string>;
  /** Whether a sweep drives the study, as far as this machine knows. */
  readonly isDriven: AskPresence;
  /** Whether Ctrl-C ends the sweep; else it only ends the watching. */
  readonly drives: boolean;
  /** Aborted when the sweep has ended: a complete study stays on the screen, any other closes it. */
  readonly over?: AbortSignal;
  /** What keeps the sweep from getting on, as it was told since the last time this was asked. */
  readonly troubles: () => Promise<readonly string[]>;
  /** Not called where the study is complete and what drove it has ended. */
  readonly onExit: (effect: 'leave' | 'interrupt') => void;
}

/** Draws the study as it was last read, and does what keys ask for. */
export function App(props: AppProps) {
  const { reader, drives, over, troubles, onExit, stopTrial } = props;
  const { exit } = useApp();
  const size = useScreenSize();
  const { columns, rows } = size;
  const [view, setView] = useState<View>(firstView);
  const [answer, setAnswer] = useState<string | null>(null);
  const [wishes, setWishes] = useState(UNREAD);
  const layout = layoutFor(columns, rows, wishes);
  const visible = { rows: layout.table.height, activityRows: layout.activity.height };
  const drawnPlots = useRef<Plots | null>(null);
  const { snapshot, failure } = useSnapshot(props, { view, visible }, (read, { cursor }) => {
    const wanted = wishesOf(read, drawnPlots.current);
    setWishes((before) => (isSame(before, wanted) ? before : wanted));
    // A cursor that was moved meanwhile is read again.
    setView((now) => (now.cursor === cursor ? followRows(now, read.leaderboard) : now));
  });
  const plots = usePlots(reader, snapshot?.study ?? null, layout, view.fieldOffset);
  useLayoutEffect(() => {
    drawnPlots.current = plots;
  });
  const runStart = useRunStart(reader, snapshot?.study ?? null);
  const trouble = useTrouble(troubles);
  useEnd(over, snapshot, exit);

  const close = (how: 'leave' | 'interrupt'): void => {
    const hasEnded = over?.aborted === true && snapshot?.study.state === 'complete';
    if (!hasEnded) onExit(how);
    exit();
  };
  const [keys] = useState(() => new PageKeys());
  const { page, perform: openPage } = usePage({ ...props, keys }, size, setAnswer, () => close('interrupt'));
  const perform = (effect: Effect): void => {
    if (effect.kind === 'say') setAnswer(effect.text);
    else if (!('trial' in effect)) close(effect.kind);
    else if (!openPage(effect))
      stopTrial(effect.trial).then(setAnswer, (error: unknown) =>
        setAnswer(error instanceof Error ? error.message : String(error)),
      );
  };
  const onKeys = (next: View, effects: readonly Effect[]): void => {
    setAnswer(null);
    setView(next);
    effects.forEach(perform);
  };
  useKeys(view, situationOf(snapshot, visible.rows), onKeys, keys);

  if (page !== null) return page;
  const notice = failure ?? answer ?? trouble;
  if (!snapshot) return <Text dimColor>{notice ?? 'reading the study …'}</Text>;
  const shown = { ...snapshot, study: { ...snapshot.study, runStart } };
  return <Dashboard {...{ snapshot: shown, plots, view, columns, rows, notice, drives }} />;
}

/** Before anything was read: as many trials as there is room for. */
const UNREAD: Wishes = { trials: Infinity, workers: 1, lanes: 1 };

const isSame = (one: Wishes, other: Wishes): boolean =>
  one.trials === other.trials && one.workers === other.workers && one.lanes === other.lanes;

function situationOf(snapshot: Snapshot | null, pageRows: number): Situation {
  const searched = Object.keys(snapshot?.study.spec.space ?? {});
  const { rows = [], offset = 0, total = 0 } = snapshot?.leaderboard ?? {};
  return { rows, offset, total, pageRows, sorts: sortsFor(searched), searchedFields: searched.length };
}
