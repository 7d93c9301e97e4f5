/** Exit codes of a coordinator process, for its supervisor. */
export const coordinatorExit = {
  complete: 0,
  crashed: 1,
  stopped: 3,
  alreadyDriven: 4,
  /** It was told to leave the study to its successor. */
  left: 6,
  /** A server is unreachable: the supervisor restarts the coordinator for as long as that lasts. */
  unavailable: 5,
} as const;
