/** Exit codes that scripts can rely on. */
export const exitCodes = {
  ok: 0,
  /** Something went wrong that is none of the below. */
  failure: 1,
  /** A flag or a study file is wrong. */
  usage: 2,
  /** The study, trial or checkpoint asked for does not exist. */
  notFound: 3,
  /** A server or an engine cannot be reached or started, or a server refuses us. */
  unavailable: 4,
  /** The sweep was stopped before its end; `ram-sweep resume` goes on. */
  stopped: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

/** An error that is an answer: printed without a stack, with the way out, and with its exit code. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  readonly exitCode: number;
  readonly hint: string | undefined;

  constructor(message: string, exitCode: number, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

export const notFound = (message: string, hint?: string): CommandError =>
  new CommandError(message, exitCodes.notFound, hint);

export const badUsage = (message: string, hint?: string): CommandError =>
  new CommandError(message, exitCodes.usage, hint);

/** Errors of the packages, by name: they need no class of ours, and a query need not load what trains to know them. */
const exitCodesByName: ReadonlyMap<string, number> = new Map([
  ['StudyFileError', exitCodes.usage],
  ['ZodError', exitCodes.usage],
  ['StoreUnavailableError', exitCodes.unavailable],
  ['StoreRefusedError', exitCodes.unavailable],
  ['StoreCertificateError', exitCodes.unavailable],
  ['BusUnavailableError', exitCodes.unavailable],
  ['ServiceError', exitCodes.unavailable],
  ['PortTakenError', exitCodes.unavailable],
  ['ServicesHomeError', exitCodes.unavailable],
  ['ServicesLockedError', exitCodes.unavailable],
  ['NatsServerNotFoundError', exitCodes.unavailable],
  ['EngineUnavailableError', exitCodes.unavailable],
]);

/** What a command ends with that this error ended; `failure` for whatever is not known. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommandError) return error.exitCode;
  const name = error instanceof Error ? error.name : '';
  return exitCodesByName.get(name) ?? exitCodes.failure;
}
