import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Browsers keep cookies by host, whatever the port: several servers on one machine have names of their own. */
const cookieName = (port: number): string => `ram_sweep_${port}`;

const THIRTY_DAYS = 30 * 24 * 3600;

/** Knows who has the token: by header, by the cookie that it gave for it, or by the address. */
export class TokenGate {
  readonly #token: string;
  /** What a browser keeps instead of the token, from which the token cannot be told. */
  readonly #ticket: string;

  constructor(token: string) {
    this.#token = token;
    this.#ticket = digest(`ram-sweep serve ticket ${token}`).toString('base64url');
  }

  isToken(given: string): boolean {
    return areEqual(given, this.#token);
  }

  /** `Authorization: Bearer TOKEN`, or the cookie. */
  letsIn({ authorization = '', cookie = '' }: IncomingHttpHeaders, port: number): boolean {
    const [, bearer] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
    if (bearer !== undefined && this.isToken(bearer)) return true;
    return cookiesNamed(cookieName(port), cookie).some((ticket) => areEqual(ticket, this.#ticket));
  }

  /** For Set-Cookie. Scripts do not see it, and no request that another site causes carries it. */
  cookie(port: number): string {
    return `${cookieName(port)}=${this.#ticket}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${THIRTY_DAYS}`;
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Takes the same time wherever they differ, and however long they are. */
const areEqual = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

const cookiesNamed = (name: string, header: string): string[] =>
  header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
