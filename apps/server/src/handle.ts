import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@ram-sweep/log';
import type { Doorkeeper, SignIn } from './access/doorkeeper.js';
import { targetOf } from './access/target.js';
import { RequestRefusedError } from './errors.js';
import { guard } from './respond/headers.js';
import { noticePage } from './respond/notice-page.js';
import { sendFailure, wantsHtml } from './respond/send-failure.js';
import { sendOn, sendPage } from './respond/send.js';
import { findRoute, type Site } from './routes/route.js';
import { routes } from './routes/routes.js';

/** Characters of an address. The longest of ours compares six studies or has a filter. */
const LONGEST_ADDRESS = 2_048;

interface Parts {
  readonly site: Site;
  readonly doorkeeper: Doorkeeper;
  readonly log: Log;
}

/** Answers one request, whatever it is. */
export async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { site, doorkeeper, log }: Parts,
): Promise<void> {
  const { host, address } = targetOf(request);
  const path = address.replace(/\?.*$/s, '');
  // Also of a connection that breaks while it is written to.
  response.on('error', () => undefined);
  guard(response);
  try {
    requireReadable(request, address, path);
    const query = new URLSearchParams(address.slice(path.length));
    const found = findRoute(routes, path);
    const signIn = found?.route.open ? null : doorkeeper.admit(request, { host, path, query });
    if (signIn !== null) return welcome(request, response, signIn, path);
    if (found === null) throw new RequestRefusedError(404, 'There is nothing at this address.');
    await found.route.answer(site, { request, response, query, named: found.named });
  } catch (error) {
    sendFailure(error, request, response, { path, log });
  }
}

/** Throws a RequestRefusedError for what is not a plain question. */
function requireReadable({ method }: IncomingMessage, address: string, path: string): void {
  if (method !== 'GET' && method !== 'HEAD')
    throw new RequestRefusedError(405, 'This server is for reading: GET and HEAD alone.', {
      allow: 'GET, HEAD',
      connection: 'close',
    });
  if (address.length > LONGEST_ADDRESS)
    throw new RequestRefusedError(414, `An address has ${LONGEST_ADDRESS} characters at most.`);
  // Postgres has no text with a zero byte.
  if (/%00/.test(address)) throw new RequestRefusedError(400, 'An address has no zero bytes.');
  if (!path.startsWith('/')) throw new RequestRefusedError(400, 'The address has to begin with a slash.');
}

/**
 * Gives the cookie, and sends on to the address without the token. A browser that came from another site would not send
 * a strict cookie with what a redirect leads to, but does so from a page of ours.
 */
function welcome(
  request: IncomingMessage,
  response: ServerResponse,
  { cookie, location }: SignIn,
  path: string,
): void {
  if (!wantsHtml(request)) return sendOn(response, location, { 'set-cookie': cookie });
  const refresh = { seconds: 0, to: location };
  const page = noticePage({ title: 'Signed in', text: 'One moment …' }, path, refresh);
  sendPage(response, 200, page, { 'set-cookie': cookie });
}
