/**
 * Every name on the NATS server, in one place.
 *
 *   ram.job.<study>.<trial>            stream RAM_JOBS, work queue: one message a trial that waits
 *   ram.event.<study>.<trial>          stream RAM_EVENTS, work queue: read by that study's coordinator
 *   ram.claim.<study>                  request: worker asks the coordinator for a trial
 *   ram.command.<study>                request: a command line asks the coordinator
 *   ram.heartbeat.<worker>             not stored: workers to all coordinators
 *   ram.control.<worker>               not stored: coordinators to one worker
 *   object bucket ram-checkpoints      <study>/<trial>/<attempt>-<epoch>-<step>
 */
export const JOBS_STREAM = 'RAM_JOBS';
export const EVENTS_STREAM = 'RAM_EVENTS';
export const CHECKPOINT_BUCKET = 'ram-checkpoints';

/** The one durable consumer that all workers share. */
export const WORKERS_CONSUMER = 'workers';

export const ALL_JOBS = 'ram.job.>';
export const ALL_EVENTS = 'ram.event.>';
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

/** Where replies to a role arrive. Each has its own, so that a worker cannot listen to what a coordinator is sent. */
export const inboxPrefix = (role: 'coordinator' | 'worker' | 'cli'): string => `_INBOX_${role}`;

/** Name of a checkpoint object. The attempt is in it, so a fenced worker cannot write over its successor. */
export const checkpointName = (
  study: string,
  trial: number,
  attempt: number,
  epoch: number,
  step: number,
): string => `${study}/${trial}/${attempt}-${epoch}-${step}`;
export const trialCheckpoints = (study: string, trial: number): string => `${study}/${trial}/`;
