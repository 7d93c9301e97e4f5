import type { TerminalColours } from '@ram-sweep/report/terminal';
import { useState, type ReactNode } from 'react';
import { ConfigPage, type CopiedConfig } from '../components/config-page.js';
import { GlimpseView } from '../glimpses/glimpse-view.js';
import type { Trace } from '../glimpses/traced.js';
import { copyToClipboard } from '../terminal/control-sequences.js';
import type { Effect } from '../state/view.js';
import type { PageKeys } from './page-keys.js';

/** What the pages that take the dashboard's place need of the world. */
export interface PageSources {
  readonly trace: Trace;
  /** The config of a trial, folded to so many columns. */
  readonly configOf: (trial: number, columns: number) => Promise<CopiedConfig>;
  /** What is drawn in pictures; the rest of the dashboard has the terminal's own colours. */
  readonly pictures: TerminalColours;
  /** Whether the terminal is known to put on the clipboard what it is asked to. */
  readonly clipboard: boolean;
  /** Sends the terminal what shows nothing. */
  readonly send: (sequence: string) => void;
}

type Page =
  | { readonly kind: 'glimpses'; readonly trial: number }
  | { readonly kind: 'config'; readonly trial: number; readonly config: CopiedConfig };

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/**
 * The page in the dashboard's place, null where there is none, and what opens one: `perform` returns whether the effect
 * is about a page. `say` gets the answer where there is nothing to show.
 */
export function usePage(
  { trace, configOf, pictures, clipboard, send, keys }: PageSources & { readonly keys: PageKeys },
  size: Size,
  say: (answer: string) => void,
  onInterrupt: () => void,
): { readonly page: ReactNode; readonly perform: (effect: Effect) => boolean } {
  const [page, setPage] = useState<Page | null>(null);

  const copy = async (trial: number): Promise<void> => {
    const config = await configOf(trial, size.columns - 1);
    send(copyToClipboard(config.text));
    if (clipboard) say(`copied the config of trial ${trial}, to be pasted into a study file`);
    else setPage({ kind: 'config', trial, config });
  };
  const perform = (effect: Effect): boolean => {
    if (effect.kind === 'show-glimpses') setPage({ kind: 'glimpses', trial: effect.trial });
    else if (effect.kind === 'copy-config') copy(effect.trial).catch((error: unknown) => say(String(error)));
    else return false;
    return true;
  };

  const common = { ...size, keys, onInterrupt, onLeave: () => setPage(null) };
  if (page === null) return { page: null, perform };
  const shown =
    page.kind === 'glimpses' ? (
      <GlimpseView {...common} trial={page.trial} trace={trace} colours={pictures} />
    ) : (
      <ConfigPage {...common} trial={page.trial} config={page.config} />
    );
  return { page: shown, perform };
}
