import { DrizzleQueryError } from 'drizzle-orm/errors';
import { fileProblem } from '@ram-sweep/protocol/file-problem';
import {
  StoreCertificateError,
  StoreOptionsError,
  StoreRefusedError,
  StoreUnavailableError,
} from '../errors.js';

/** Node's words for a server that cannot be reached. ENOENT: its Unix socket is not there. */
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

/**
 * SQLSTATEs after which the same call can succeed: connection exceptions (08…, but not a protocol violation),
 * shutdown and start-up (57P0…), out of connections, disk or memory (53…), serialization and deadlock (40…),
 * lock timeout (55P03), a server that takes no writes for now (25006), as managed ones do when their disk is full.
 */
const PASSING_STATES = /^(08(?!P01)...|57P0.|53...|40001|40P01|55P03|25006)$/;

/** What node-postgres says without a code. */
const CONNECTION_MESSAGES =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client was closed|server conn crashed/i;

/** Says what a failed query means to a caller. Errors that are not the database's come back as they are. */
export function translateError(error: unknown): unknown {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  if (!(cause instanceof Error)) return error;
  const first = cause instanceof AggregateError ? (cause.errors[0] as Error) : cause;
  const file = fileProblem(first);
  if (file !== null) return new StoreOptionsError(`a certificate that the URL names: ${file}`, { cause });
  const code = 'code' in first && typeof first.code === 'string' ? first.code : undefined;
  if (code !== undefined) {
    if (NETWORK_CODES.has(code) || PASSING_STATES.test(code)) return new StoreUnavailableError(first);
    if (/^[0-9A-Z]{5}$/.test(code)) return new StoreRefusedError(first, code);
  }
  const certificate = certificateProblem(first.message, code);
  if (certificate !== null) return new StoreCertificateError(certificate, { cause: first });
  return CONNECTION_MESSAGES.test(first.message) ? new StoreUnavailableError(first) : cause;
}

/** What is wrong with the server's certificate, by Node's codes; null if something else is. */
function certificateProblem(said: string, code = ''): string | null {
  if (said === 'The server does not support SSL connections') {
    return 'Postgres does not speak TLS. Set `ssl = on` and a certificate on the server, or leave sslmode out of the URL.';
  }
  if (!/CERT|SIGNATURE|ISSUER|ALTNAME|SELF_SIGNED/.test(code)) return null;
  const certificate = 'The certificate of the Postgres server';
  if (code === 'CERT_HAS_EXPIRED') return `${certificate} is not valid any more (${said}). Renew it.`;
  if (code === 'CERT_NOT_YET_VALID') return `${certificate} is not valid yet (${said}). Set the clocks.`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `${certificate} is for another host (${said}). Connect to a host that it names.`;
  }
  return `${certificate} is not trusted (${said}). Give the CA that signed it: --database-ca, or sslrootcert in the URL.`;
}
