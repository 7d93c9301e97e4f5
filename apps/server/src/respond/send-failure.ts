import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Log } from '@ram-sweep/log';
import { NotReadableError, RequestRefusedError } from '../errors.js';
import type { Notice } from '@ram-sweep/web';
import { noticePage } from './notice-page.js';
import { sendJson, sendPage, sendText } from './send.js';

/** A browser that was told that nothing can be read looks again so often. */
const LOOK_AGAIN_SECONDS = 5;

interface Failure {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Answers a request that failed: in JSON to scripts, as a small page to browsers. What is no answer of ours is logged
 * and told in general words.
 */
export function sendFailure(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  { path, log }: { path: string; log: Log },
): void {
  const failure = failureOf(error);
  if (failure.status === 500)
    log.warn('request failed', { path, error: error instanceof Error ? error.stack : String(error) });
  if (response.headersSent) {
    response.destroy();
    return;
  }
  send(failure, request, response, path);
}

function failureOf(error: unknown): Failure {
  if (error instanceof RequestRefusedError) return error;
  if (error instanceof NotReadableError)
    return {
      status: 503,
      message: error.message,
      headers: { 'retry-after': String(LOOK_AGAIN_SECONDS) },
    };
  return { status: 500, message: 'The log of the server says what.', headers: {} };
}

function send(
  { status, message, headers }: Failure,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): void {
  if (path.startsWith('/api/') || path === '/scale')
    return sendJson(response, status, { error: { message } }, headers);
  if (!wantsHtml(request)) return sendText(response, status, message, headers);
  const refresh = status === 503 ? { seconds: LOOK_AGAIN_SECONDS, to: '' } : undefined;
  const notice = status === 401 ? tokenNotice(request, path) : { title: titleOf(status), text: message };
  return sendPage(response, status, noticePage(notice, path, refresh), headers);
}

/** To a person the way in is a form. */
function tokenNotice({ url = '' }: IncomingMessage, path: string): Notice {
  const query = new URLSearchParams(url.slice(path.length));
  const text = query.has('token')
    ? 'That is not the token of this server.'
    : 'These pages are for those who have the token of this server.';
  return { title: titleOf(401), text, keptForToken: query };
}

const TITLES: Readonly<Record<number, string>> = {
  401: 'Token needed',
  403: 'Not by this name',
  404: 'Not found',
  500: 'Something went wrong',
  503: 'Nothing to show just now',
};

const titleOf = (status: number): string => TITLES[status] ?? STATUS_CODES[status] ?? 'Error';

/** As browsers do for what is to be a page. */
export const wantsHtml = ({ headers }: IncomingMessage): boolean =>
  headers.accept?.includes('text/html') ?? false;
