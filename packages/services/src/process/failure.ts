import { PortTakenError, ServiceError, type ProgramName } from '../errors.js';

/** Makes of a server's last words an error that says what to do. */
export function explainFailure(service: ProgramName, failure: string, logTail: string): ServiceError {
  if (/address already in use/i.test(logTail)) {
    return new PortTakenError(service, `${service} did not start: its port is taken`, { logTail });
  }
  const hint = HINTS.find(({ sign }) => sign.test(logTail))?.hint;
  const message = `${service} did not start: ${failure}${hint === undefined ? '' : `; ${hint}`}`;
  return new ServiceError(service, message, { logTail });
}

const HINTS = [
  { sign: /no space left on device/i, hint: 'the disk is full: free some space and try again' },
  {
    sign: /setpriv: .*(not permitted|failed)/i,
    hint: 'Postgres refuses to run as root and root may not change its user here: run as an ordinary user',
  },
  {
    sign: /has wrong ownership|must be started by the user that owns/i,
    hint: 'its data belong to another user: give the home to yourself with `sudo chown -R`, or run as that user',
  },
  { sign: /permission denied/i, hint: 'check who owns the files that its log names' },
  { sign: /could not create shared memory|shmget|semget/i, hint: 'the system gives it no shared memory' },
  { sign: /error while loading shared libraries/i, hint: 'a library that it needs is not installed' },
] as const;
