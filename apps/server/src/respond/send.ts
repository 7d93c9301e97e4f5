import type { ServerResponse } from 'node:http';
import { noticePolicy } from './notice-page.js';

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

export const sendHtml = (response: ServerResponse, status: number, html: string, headers?: Headers): void =>
  send(response, status, 'text/html; charset=utf-8', html, headers);

/** A page of ours that is not live. */
export const sendNotice = (response: ServerResponse, status: number, html: string, headers?: Headers): void =>
  sendHtml(response, status, html, { 'content-security-policy': noticePolicy, ...headers });

export const sendJson = (response: ServerResponse, status: number, value: unknown, headers?: Headers): void =>
  send(response, status, 'application/json; charset=utf-8', `${JSON.stringify(value)}\n`, headers);

/** Prometheus' text format. */
export const sendMetrics = (response: ServerResponse, text: string): void =>
  send(response, 200, 'text/plain; version=0.0.4; charset=utf-8', text);
