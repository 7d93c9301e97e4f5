import type { Request } from '../formats/request.js';
import { outcome, type Outcome } from './outcome.js';

const MOST_BYTES = 1_000;
/** The status is what counts; the rest of the answer is for people, and need not come. */
const ANSWER_PATIENCE_MS = 1_000;
const LONGEST_RETRY_AFTER_MS = 3_600_000;

/** This request is wrong, and would be again. */
const REFUSING = [400, 413, 415, 422];
const GONE = 410;

/** Sends a request. Follows no redirect, and reads no more of the answer than its first words. */
export async function post({ url, headers, body }: Request, signal: AbortSignal): Promise<Outcome> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    return outcomeOf(response, await firstWords(response));
  } catch (error) {
    return outcome('failed', describeError(error));
  }
}

function outcomeOf({ status, headers }: Response, answer: string): Outcome {
  const reason = `status ${status}`;
  if (status >= 200 && status < 300) return outcome('delivered', reason, { answer });
  if (status === GONE) return outcome('gone', reason, { answer });
  if (REFUSING.includes(status)) return outcome('refused', reason, { answer });
  if (status >= 300 && status < 400)
    return outcome('failed', `${reason}: it redirects; give the address to which it leads`, { answer });
  return outcome('failed', reason, { answer, retryAfterMs: retryAfter(headers) });
}

/** Seconds or a date. */
function retryAfter(headers: Headers): number | null {
  const text = headers.get('retry-after');
  if (text === null) return null;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_RETRY_AFTER_MS) : null;
}

async function firstWords(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const end = (): void => void reader.cancel().catch(() => undefined);
  const late = setTimeout(end, ANSWER_PATIENCE_MS);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    while (bytes < MOST_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value as Uint8Array);
      bytes += (value as Uint8Array).length;
    }
  } catch {
    // What has come is enough.
  } finally {
    clearTimeout(late);
    end();
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES).toString();
}

/** The most frequent ones in words. */
const IN_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'unknown host',
  EAI_AGAIN: 'unknown host, for now',
  ECONNRESET: 'connection broken off',
  UND_ERR_SOCKET: 'connection broken off',
  EPIPE: 'connection broken off',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'no connection',
  UND_ERR_CONNECT_TIMEOUT: 'no connection',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no TLS is spoken there; the address may be an http:// one',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority that is not trusted',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

/** Where no HTTP is spoken, each parser has codes of its own: HPE_INVALID_CONSTANT for the first line, and so on. */
const isParserCode = (code: string): boolean => code.startsWith('HPE_');

/** Of browsers' list of ports that other protocols have, which fetch does not connect to. */
const BAD_PORT = 'bad port';

/** Node puts what happened into the cause; an address that was tried in several ways has one for each. */
function describeError(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const first = cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause;
  if (!(first instanceof Error)) return String(first);
  const code = 'code' in first && typeof first.code === 'string' ? first.code : null;
  if (code === null)
    return first.message === BAD_PORT
      ? 'nothing is sent to this port, which another protocol has'
      : first.message;
  const words = isParserCode(code) ? 'the answer is not HTTP' : IN_WORDS[code];
  return words === undefined ? code : `${words} (${code})`;
}
