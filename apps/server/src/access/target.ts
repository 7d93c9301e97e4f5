import type { IncomingMessage } from 'node:http';

/** What a request asks for, and of which host. */
export interface Target {
  /** As a Host header has it; undefined where the request names none. */
  readonly host: string | undefined;
  /** Path and query, as they were sent. */
  readonly address: string;
}

/**
 * A request to a proxy has the whole URL, and a server takes that as well: then the URL names the host, not the header.
 */
export function targetOf({ url = '', headers }: Pick<IncomingMessage, 'url' | 'headers'>): Target {
  const [, host, rest = ''] = /^https?:\/\/([^/?#]+)(.*)$/is.exec(url) ?? [];
  if (host === undefined) return { host: headers.host, address: url };
  return { host, address: rest.startsWith('/') ? rest : `/${rest}` };
}
