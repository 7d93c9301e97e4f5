import type { CoordinatorAbsentError } from '@ram-sweep/bus';
import type { Command } from '@ram-sweep/protocol';
import { findStudySummary } from '@ram-sweep/store/read';
import { logFileOf, type RunningSweep } from '../drive/sweep-file.js';
import { StudiesError } from '../errors.js';
import { withReader } from '../servers.js';
import type { Target } from './target.js';

/** What was asked, and at which NATS servers. */
interface Question {
  readonly servers: readonly string[];
  readonly kind: Command['kind'];
}

/** Whether a sweep is known to use other NATS servers than these. */
export const isElsewhere = ({ nats }: RunningSweep, servers: readonly string[]): boolean =>
  nats.length > 0 && !nats.some((server) => servers.includes(server));

/** Why the coordinator of a study has not answered, as far as can be told from here, and what to do. */
export async function unanswered(
  target: Target,
  question: Question,
  cause: CoordinatorAbsentError,
): Promise<StudiesError> {
  const { sweep } = target;
  if (cause.reason !== 'no-responders') return silent(target, question, cause);
  if (sweep)
    return isElsewhere(sweep, question.servers) ? away(target, question, cause) : early(target, cause);
  return (await isDriven(target)) ? away(target, question, cause) : notRunning(target, cause);
}

/** Whether a coordinator has the study, be it on another machine or of another home. */
async function isDriven({ settings, study }: Target): Promise<boolean> {
  const now = await withReader(settings, (reader) => findStudySummary(reader, study.id));
  return now?.hasCoordinator === true;
}

function silent(target: Target, { kind }: Question, cause: CoordinatorAbsentError): StudiesError {
  const { name } = target.study;
  const may = `it may have been told to ${kind.split('-')[0]!} nevertheless`;
  const hint = `${may}: look with \`ram-sweep studies\`, and try again${whereOf(target)}`;
  const message = `no response from study ${name}'s coordinator: ${cause.message}`;
  return new StudiesError(message, 'unavailable', hint, { cause });
}

function early(target: Target, cause: CoordinatorAbsentError): StudiesError {
  const message = `the coordinator of study ${target.study.name} has not started yet`;
  return new StudiesError(message, 'unavailable', `try again later${whereOf(target)}`, { cause });
}

/** It listens on other NATS servers than those that were asked. */
function away(
  { settings, study, sweep }: Target,
  { servers }: Question,
  cause: CoordinatorAbsentError,
): StudiesError {
  const there = sweep ? `listens at ${sweep.nats.join(', ')}` : 'does not listen there';
  const orNone = settings.nats ? ', or leave both out for the embedded one' : '';
  return new StudiesError(
    `study ${study.name} was asked for at the NATS server ${servers.join(', ')}; its coordinator ${there}`,
    'unavailable',
    `name the server that the study was started with, by --nats or RAM_SWEEP_NATS${orNone}`,
    { cause },
  );
}

function notRunning({ study }: Target, cause: CoordinatorAbsentError): StudiesError {
  const hint = `see \`ram-sweep studies\``;
  return new StudiesError(`study ${study.name} is not running`, 'not-found', hint, { cause });
}

const whereOf = ({ settings, study, sweep }: Target): string =>
  sweep ? `; its supervisor is process ${sweep.pid}, its log ${logFileOf(settings.home, study.name)}` : '';
