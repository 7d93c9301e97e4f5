/** Exit codes of a worker process, for its supervisor. */
export const workerExit = {
  left: 0,
  crashed: 1,
  /** NATS is unreachable: the supervisor restarts the worker for as long as that lasts. */
  unavailable: 5,
} as const;
