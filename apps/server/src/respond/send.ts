import type { ServerResponse } from 'node:http';
import { pagePolicy } from './page-policy.js';

type Headers = Readonly<Record<string, string>>;

/** One whole body. Node leaves it away where the request was a HEAD. */
function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Headers = {},
): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

export const sendText = (response: ServerResponse, status: number, text: string, headers?: Headers): void =>
  send(response, status, 'text/plain; charset=utf-8', `${text}\n`, headers);

/** A page of ours. */
export const sendPage = (response: ServerResponse, status: number, html: string, headers?: Headers): void =>
  send(response, status, 'text/html; charset=utf-8', html, {
    'content-security-policy': pagePolicy,
    ...headers,
  });

/** Sends on to another address, relative to this one: a proxy may have the pages beneath a path of its own. */
export const sendOn = (response: ServerResponse, location: string, headers?: Headers): void =>
  sendText(response, 303, `see ${location}`, { location, ...headers });

export const sendJson = (response: ServerResponse, status: number, value: unknown, headers?: Headers): void =>
  send(response, status, 'application/json; charset=utf-8', `${JSON.stringify(value)}\n`, headers);

/** Prometheus' text format. */
export const sendMetrics = (response: ServerResponse, text: string): void =>
  send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', text);
