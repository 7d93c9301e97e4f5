import { randomUUID } from 'node:crypto';
import {
  compileTrialConfig,
  PROTOCOL_VERSION,
  type Claim,
  type Heartbeat,
  type Job,
  type TrialEvent,
} from '@ram-sweep/protocol';

/** Valid messages, so that a test names only what it is about. */

const version = PROTOCOL_VERSION;
const at = '2030-01-02T03:04:05.000Z';

export const newStudy = (): string => randomUUID();

export function job(study: string, trial: number): Job {
  const dataset = { name: 'glyphs', canvas: 'plain' } as const;
  return { version, study, studyName: 'test', trial, dataset, config: compileTrialConfig({ seed: trial }) };
}

export function claim(study: string, trial: number): Claim {
  return { version, study, trial, worker: 'w1', environment: 'onnx, a CPU, Node 20' };
}

export function heartbeat(worker: string): Heartbeat {
  return {
    version,
    worker,
    host: 'host',
    pid: 1,
    engine: 'onnx',
    device: 'cpu',
    slots: 1,
    state: 'ready',
    startedAt: at,
    at,
    runs: [],
  };
}

/** A notice, the smallest of the events. */
export function event(
  study: string,
  ids: { trial?: number; attempt?: number; sequence: number },
  message = '',
): TrialEvent {
  return { version, study, trial: 0, attempt: 1, worker: 'w1', at, kind: 'notice', message, ...ids };
}
