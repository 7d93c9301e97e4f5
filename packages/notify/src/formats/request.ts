import type { NotificationEvent } from '../event.js';
import type { Target } from '../settings/target.js';
import { discordBody } from './discord.js';
import { ntfyBody } from './ntfy.js';
import { slackBody } from './slack.js';

type HttpTarget = Exclude<Target, { kind: 'program' }>;

/** A POST request. */
export interface Request {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The request that sends an event to a target. */
export function requestOf(target: HttpTarget, event: NotificationEvent): Request {
  const { url, authorization } = splitCredentials(target.url);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'ram-sweep',
    ...(authorization === null ? {} : { authorization }),
  };
  switch (target.kind) {
    case 'webhook':
      return { url, headers: { ...headers, ...lowerCase(target.headers) }, body: JSON.stringify(event) };
    case 'slack':
      return { url, headers, body: JSON.stringify(slackBody(event)) };
    case 'discord':
      return { url, headers, body: JSON.stringify(discordBody(event)) };
    default:
      return ntfyRequest(url, target.token, headers, event);
  }
}

/** A topic is published to at the root of its server. */
function ntfyRequest(
  address: string,
  token: string | undefined,
  headers: Request['headers'],
  event: NotificationEvent,
): Request {
  const { origin, pathname } = new URL(address);
  return {
    url: `${origin}/`,
    headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(ntfyBody(event, pathname.slice(1))),
  };
}

/** Takes user and password out of a URL, as a request has them in a header. */
function splitCredentials(text: string): { url: string; authorization: string | null } {
  const url = new URL(text);
  const { username, password } = url;
  if (username === '' && password === '') return { url: url.href, authorization: null };
  url.username = '';
  url.password = '';
  const pair = `${decoded(username)}:${decoded(password)}`;
  return { url: url.href, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** As it is, where it is not encoded as URLs are. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const lowerCase = (headers: Request['headers']): Request['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
