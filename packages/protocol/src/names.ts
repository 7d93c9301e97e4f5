/**
 * Every name on the NATS server, in one place.
 *
 *   ram.job.<study>.<trial>            stream RAM_JOBS, work queue: one message per waiting trial
 *   ram.event.<study>.<trial>          stream RAM_EVENTS, work queue: read by that study's coordinator
 *   ram.claim.<study>                  request: worker asks the coordinator for a trial
 *   ram.command.<study>                request: a command line asks the coordinator
 *   ram.heartbeat.<worker>             not stored: workers to all coordinators
 *   ram.control.<worker>               not stored: coordinators to one worker
 *   ram.checkpoint.<study>.<trial>.<attempt>-<epoch>-<step>.<piece>
 *                                      stream RAM_CHECKPOINTS: one message per piece of a checkpoint
 */
export const JOBS_STREAM = 'RAM_JOBS';
export const EVENTS_STREAM = 'RAM_EVENTS';
export const CHECKPOINTS_STREAM = 'RAM_CHECKPOINTS';

/** The one durable consumer that all workers share. */
export const WORKERS_CONSUMER = 'workers';

export const ALL_JOBS = 'ram.job.>';
export const ALL_EVENTS = 'ram.event.>';
export const ALL_CHECKPOINTS = 'ram.checkpoint.>';
export const ALL_HEARTBEATS = 'ram.heartbeat.*';

export const jobSubject = (study: string, trial: number): string => `ram.job.${study}.${trial}`;
export const studyJobs = (study: string): string => `ram.job.${study}.>`;
export const eventSubject = (study: string, trial: number): string => `ram.event.${study}.${trial}`;
export const studyEvents = (study: string): string => `ram.event.${study}.>`;
export const coordinatorConsumer = (study: string): string => `coordinator-${study}`;
export const claimSubject = (study: string): string => `ram.claim.${study}`;
export const commandSubject = (study: string): string => `ram.command.${study}`;
export const heartbeatSubject = (worker: string): string => `ram.heartbeat.${worker}`;
export const controlSubject = (worker: string): string => `ram.control.${worker}`;

/** Where replies to a role arrive. Each has its own, so that a worker cannot listen to replies for a coordinator. */
export const inboxPrefix = (role: 'coordinator' | 'worker' | 'cli'): string => `_INBOX_${role}`;

/** Name of a checkpoint. It includes the attempt, so a fenced worker cannot overwrite its successor's. */
export const checkpointName = (
  study: string,
  trial: number,
  attempt: number,
  epoch: number,
  step: number,
): string => `${study}/${trial}/${attempt}-${epoch}-${step}`;

/** The subjects of checkpoints on the server: of a study, of one trial, of one checkpoint, of one piece. */
export const studyCheckpoints = (study: string): string => `ram.checkpoint.${study}.>`;
export const trialCheckpoints = (study: string, trial: number): string =>
  `ram.checkpoint.${study}.${trial}.>`;
export const checkpointPieces = (name: string): string => `ram.checkpoint.${name.replaceAll('/', '.')}.*`;
export const checkpointPiece = (name: string, piece: number): string =>
  `ram.checkpoint.${name.replaceAll('/', '.')}.${piece}`;
/** The name of the checkpoint that a piece belongs to. */
export const checkpointOfPiece = (subject: string): string => subject.split('.').slice(2, -1).join('/');
