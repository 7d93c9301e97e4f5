import { badUsage, type StudiesError } from './errors.js';

/** Where a NATS server is, or several of one cluster are, and as whom to connect. */
export interface NatsAddress {
  readonly servers: readonly string[];
  readonly user?: string;
  readonly password?: string;
}

/**
 * Takes user and password out of nats://user:password@host:4222. Servers of one cluster are joined by commas, and what
 * the first one says holds for the others: tls://user:password@a:4222,b:4222. Throws a StudiesError (usage).
 */
export function splitNatsAddress(text: string): NatsAddress {
  const [first, ...others] = isOneAddress(text) ? [text] : text.split(',').map((part) => part.trim());
  const { protocol, username, password } = parse(first!, 'nats:');
  const urls = [first!, ...others].map((part) => parse(part, protocol));
  const isOther = urls.some(
    (url) => url.username !== '' && (url.username !== username || url.password !== password),
  );
  if (isOther) throw badUsage('the addresses of the NATS servers name several users', WAY_OUT);
  return {
    servers: urls.map((url) => `${url.protocol}//${url.host}`),
    ...(username ? { user: decoded(username) } : {}),
    ...(password ? { password: decoded(password) } : {}),
  };
}

const WAY_OUT =
  'write nats://user:password@host:4222, or for a cluster nats://user:password@a:4222,b:4222,c:4222';

/** A comma may be part of a password; so may an @, but not both. */
function isOneAddress(text: string): boolean {
  const full = withProtocol(text, 'nats:');
  const mayBeSeveral = text.includes(',') && text.split('@').length > 2;
  return URL.canParse(full) && !new URL(full).hostname.includes(',') && !mayBeSeveral;
}

function parse(text: string, protocol: string): URL {
  const full = withProtocol(text, protocol);
  const url = URL.canParse(full) ? new URL(full) : null;
  if (url?.hostname) return url;
  throw notUrl();
}

/** A sign that means something in a URL is written as %40 is for @, so a % that is none of that is a mistake. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notUrl();
  }
}

const notUrl = (): StudiesError => badUsage('the address of the NATS server is not a URL', WAY_OUT);

const withProtocol = (text: string, protocol: string): string =>
  text.includes('://') ? text : `${protocol}//${text}`;
