import type { IncomingMessage } from 'node:http';
import { RequestRefusedError } from '../errors.js';
import type { ServeOptions } from '../options.js';
import { namesThisMachine } from './host-names.js';
import type { Target } from './target.js';
import { TokenGate } from './token-gate.js';

/** A person who came with the token in the address. */
export interface SignIn {
  readonly cookie: string;
  /** The same address without the token, from where the browser is. */
  readonly location: string;
}

interface Asked extends Pick<Target, 'host'> {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Decides who may look. */
export class Doorkeeper {
  readonly #gate: TokenGate | null;
  readonly #asksForHost: boolean;

  constructor({ token, trustProxy }: Pick<ServeOptions, 'token' | 'trustProxy'>) {
    this.#gate = token === undefined ? null : new TokenGate(token);
    this.#asksForHost = token === undefined && !trustProxy;
  }

  /**
   * Throws a RequestRefusedError for anyone who may not look. Returns what to answer to a person who shows the token in
   * the address; null lets the request through.
   */
  admit({ headers, socket }: IncomingMessage, { host, path, query }: Asked): SignIn | null {
    if (this.#asksForHost && !namesThisMachine(host)) throw wrongHost();
    if (this.#gate === null) return null;
    const port = socket.localPort ?? 0;
    const shown = query.get('token');
    if (shown === null) {
      if (this.#gate.letsIn(headers, port)) return null;
      throw withoutToken();
    }
    if (!this.#gate.isToken(shown)) throw withoutToken();
    return { cookie: this.#gate.cookie(port), location: withoutItsToken(path, query) };
  }
}

const wrongHost = (): RequestRefusedError =>
  new RequestRefusedError(
    403,
    'This server answers to localhost, 127.0.0.1 and [::1] alone. Behind a proxy, start it with --trust-proxy, or ' +
      'with a token.',
  );

const withoutToken = (): RequestRefusedError =>
  new RequestRefusedError(
    401,
    'This takes the token of the server: as the header "Authorization: Bearer TOKEN", or once as ?token=TOKEN in the ' +
      'address of a browser.',
    { 'www-authenticate': 'Bearer realm="ram-sweep"' },
  );

/** Relative, as a proxy may have the pages beneath a path of its own. */
function withoutItsToken(path: string, query: URLSearchParams): string {
  const rest = new URLSearchParams(query);
  rest.delete('token');
  const search = rest.size > 0 ? `?${rest.toString()}` : '';
  return `./${path.slice(path.lastIndexOf('/') + 1)}${search}`;
}
