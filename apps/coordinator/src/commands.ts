import type { Command } from '@ram-sweep/protocol';
import { cancelTrial, type CancelOutcome, type Store, type Study } from '@ram-sweep/store';
import type { Runs } from './workers/runs.js';

interface Doing {
  readonly store: Store;
  readonly study: Study;
  readonly runs: Runs;
  /** Stops the study cleanly. */
  readonly onStop: () => void;
  /** Pauses or resumes: while paused, no trial starts. Running ones continue. */
  readonly onPause: (isPaused: boolean) => Promise<void>;
  /** A trial that was not running was cancelled. */
  readonly onCancelled: () => void;
}

const cancelling: Readonly<Record<CancelOutcome, (trial: number, study: string) => string>> = {
  cancelled: (trial) => `trial ${trial} is cancelled; it was not running`,
  running: (trial) => `trial ${trial} stops at its next training step`,
  finished: (trial) => `trial ${trial} is already finished`,
  unknown: (trial, study) => `study ${study} has no trial ${trial}`,
};

function describePause(study: string, isPaused: boolean, running: number): string {
  if (!isPaused) return `study ${study} continues`;
  const ending =
    running > 0 ? `; the ${running} running ${running === 1 ? 'one trains' : 'ones train'} to the end` : '';
  return `study ${study} is paused: no trial starts${ending}`;
}

/** Carries out a person's commands, and says what happens. */
export async function answerCommand(
  command: Command,
  { store, study, runs, onStop, onPause, onCancelled }: Doing,
): Promise<{ ok: boolean; message: string }> {
  if (command.kind === 'stop-study') {
    onStop();
    return { ok: true, message: `study ${study.name} is stopping; running trials are checkpointed` };
  }
  if (command.kind !== 'stop-trial') {
    const isPaused = command.kind === 'pause-study';
    await onPause(isPaused);
    return { ok: true, message: describePause(study.name, isPaused, runs.size) };
  }
  const { trial } = command;
  const outcome = await cancelTrial(store, { study: study.id, trial, isAsked: true });
  if (outcome === 'running') runs.stop(trial);
  if (outcome === 'cancelled') onCancelled();
  const ok = outcome === 'running' || outcome === 'cancelled';
  return { ok, message: cancelling[outcome](trial, study.name) };
}
