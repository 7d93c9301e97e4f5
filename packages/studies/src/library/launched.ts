import type { LaunchedSweep } from '../drive/launch.js';
import { sweepFailure } from '../drive/sweep-failure.js';
import type { Sweep, SweepEnd } from './interfaces/sweep.js';

/** What a supervisor ends with, as `ram-sweep` does. */
const ENDS: ReadonlyMap<number, SweepEnd> = new Map([
  [0, 'complete'],
  [5, 'stopped'],
]);

/** What a sweep has come to whose supervisor ended with this code; undefined for a failure. */
export const endWith = (code: number): SweepEnd | undefined => ENDS.get(code);

/** What a sweep has of its study. `answer`: what a program gets for an error. */
interface OfStudy {
  readonly events: Sweep['events'];
  readonly answer: (error: unknown) => Error;
}

/** A sweep that was launched for a study of this name. */
export function sweepOf(study: string, launched: LaunchedSweep, { events, answer }: OfStudy): Sweep {
  const ended = endOf(study, launched).catch((error: unknown) => {
    throw answer(error);
  });
  // Nobody has to ask.
  ended.catch(() => undefined);
  let isLeft = false;
  const stop = (): Promise<SweepEnd> => {
    launched.stop();
    return ended;
  };
  return {
    logFile: launched.logFile,
    ended,
    events,
    stop,
    leave: () => {
      isLeft = true;
      launched.leave();
    },
    [Symbol.asyncDispose]: async () => {
      if (!isLeft) await stop().catch(() => undefined);
    },
  };
}

async function endOf(study: string, launched: LaunchedSweep): Promise<SweepEnd> {
  const code = await launched.ended;
  const end = endWith(code);
  if (end === undefined) throw sweepFailure(study, code, launched);
  return end;
}

/** The sweep of a study that is complete already: there is nothing to drive. */
export const completeSweep = (logFile: string, events: Sweep['events']): Sweep => ({
  logFile,
  ended: Promise.resolve('complete'),
  events,
  stop: () => Promise.resolve('complete'),
  leave: () => undefined,
  [Symbol.asyncDispose]: () => Promise.resolve(),
});
