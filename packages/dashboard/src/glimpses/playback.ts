import type { GlimpsePath } from '@ram-sweep/report/terminal';
import type { TraceMessage, Traced } from './traced.js';

/** What is shown of the paths, and how it continues. */
export interface Playback {
  /** null until the first paths have come. */
  readonly traced: Traced | null;
  /** Why there are none, or no newer ones. */
  readonly failure: string | null;
  /** Place of the image among the paths. */
  readonly image: number;
  /** The glimpse that is shown, from 0. */
  readonly step: number;
  /** Ticks for which the last glimpse has been shown, with the answer. */
  readonly held: number;
  readonly playing: boolean;
}

export const firstPlayback: Playback = {
  traced: null,
  failure: null,
  image: 0,
  step: 0,
  held: 0,
  playing: true,
};

export type PlaybackEvent = 'tick' | 'next' | 'previous' | 'pause' | TraceMessage;

/** Ticks for which an answer stays before the next image comes. */
const HOLD_TICKS = 5;

/** The playback after an event. Pure. */
export function play(playback: Playback, event: PlaybackEvent): Playback {
  if (typeof event === 'object') return receive(playback, event);
  switch (event) {
    case 'tick':
      return playback.playing ? advance(playback) : playback;
    case 'pause':
      return { ...playback, playing: !playback.playing };
    default:
      return turnTo(playback, event === 'next' ? 1 : -1);
  }
}

export const shownPath = ({ traced, image }: Playback): GlimpsePath | null => traced?.paths[image] ?? null;

function receive(playback: Playback, message: TraceMessage): Playback {
  return message.kind === 'failure'
    ? { ...playback, failure: message.message }
    : { ...playback, traced: message.traced, failure: null };
}

function advance(playback: Playback): Playback {
  const path = shownPath(playback);
  if (path === null) return playback;
  if (playback.step < path.glimpses.length - 1) return { ...playback, step: playback.step + 1 };
  return playback.held < HOLD_TICKS ? { ...playback, held: playback.held + 1 } : turnTo(playback, 1);
}

/** To the image so many further on, round the ends; one that is played begins with its first glimpse. */
function turnTo(playback: Playback, by: number): Playback {
  const count = playback.traced?.paths.length ?? 0;
  if (count === 0) return playback;
  const image = (playback.image + by + count) % count;
  const last = (playback.traced?.paths[image]?.glimpses.length ?? 1) - 1;
  return { ...playback, image, step: playback.playing ? 0 : last, held: 0 };
}
