import { RamSweepError, type ErrorKind } from '@ram-sweep/protocol/errors';

/** An option of the server is wrong, or options that cannot be used together. */
export class ServeOptionsError extends RamSweepError {
  readonly kind = 'usage';
  readonly retryable = false;
}

/** The server cannot listen where it is to. */
export class ListenError extends RamSweepError {
  readonly kind = 'failure';
  readonly retryable = true;
  readonly host: string;
  readonly port: number;
  /** Node's code, such as EADDRINUSE. */
  readonly code: string;

  constructor(message: string, at: { host: string; port: number; code: string }, options?: ErrorOptions) {
    super(message, options);
    this.host = at.host;
    this.port = at.port;
    this.code = at.code;
  }
}

/** There is nothing to read studies from just now; the message is for people who look at a page. */
export class NotReadableError extends RamSweepError {
  readonly kind = 'unavailable';
  readonly retryable = true;
}

/** A request that is answered with an error; the message is the answer. */
export class RequestRefusedError extends RamSweepError {
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  /** Of HTTP, such as 404. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.kind = status === 404 ? 'not-found' : status >= 500 ? 'unavailable' : 'usage';
    this.retryable = status >= 500;
  }
}
