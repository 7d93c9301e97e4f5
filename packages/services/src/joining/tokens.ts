import { newPassword } from '../credentials.js';
import { JoiningError } from '../errors.js';
import { homeAt, type Home } from '../home.js';
import { withHomeFiles } from '../home-files.js';
import { reloadUsers } from '../nats/server.js';
import { readRecord, type ServicesRecord } from '../record.js';
import { natsPlace } from '../start-missing.js';
import { changeHome, requireJoining, requireListening, writeJoining } from './change-home.js';
import { addressesOf, writtenToken } from './written-token.js';
import {
  isTokenName,
  userOf,
  type JoiningRecord,
  type ListenAddress,
  type TokenRecord,
} from './joining-record.js';
import { advertised } from './listen-addresses.js';
import { listenerProcess } from './listener-process.js';

/** How workers on other machines join a home. */
export interface Joining {
  /** Null where it does not listen any more. */
  readonly listen: ListenAddress | null;
  /** Where other machines may find it, as `host:port`; empty where it does not listen. */
  readonly addresses: readonly string[];
  /** Whether the process that listens is there. */
  readonly isListening: boolean;
  readonly tokens: readonly TokenSummary[];
}

/** A token without its password. */
export interface TokenSummary {
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Where its workers look for the home, as `host:port`; empty where it does not listen. */
  readonly addresses: readonly string[];
}

/** Null where the home never listened. Changes nothing. */
export async function readJoining(path: string): Promise<Joining | null> {
  const home = homeAt(path);
  return withHomeFiles(home, async () => {
    const joining = (await readRecord(home.record))?.joining;
    if (joining === undefined) return null;
    const { listen, tokens } = joining;
    const isListening = listen !== null && (await listenerProcess(home)) !== null;
    return {
      listen,
      addresses: listen === null ? [] : advertised(listen),
      isListening,
      tokens: tokens.map((token) => summaryOf(token, listen)),
    };
  });
}

const summaryOf = (token: TokenRecord, listen: ListenAddress | null): TokenSummary => ({
  name: token.name,
  createdAt: token.createdAt,
  addresses: listen === null ? [] : addressesOf(token, listen),
});

/** What a person may say of a new token. */
interface NewToken {
  /** Default: `token-1` and so on. */
  readonly name?: string | undefined;
  /** `host:port` each. Default: those at which the home listens. */
  readonly addresses?: readonly string[];
}

/** Makes a token. Throws a JoiningError for a name that cannot be, and where the home does not listen. */
export function addToken(path: string, wanted: NewToken = {}): Promise<TokenSummary> {
  return changeHome(path, (home, record) => makeToken(home, requireListening(record), wanted));
}

/** Only within `changeHome`. */
async function makeToken(
  home: Home,
  joining: ReturnType<typeof requireListening>,
  { name, addresses = [] }: NewToken,
): Promise<TokenSummary> {
  const token: TokenRecord = {
    name: name ?? freeName(joining.tokens),
    password: newPassword(),
    createdAt: new Date().toISOString(),
    ...(addresses.length > 0 ? { addresses: [...addresses] } : {}),
  };
  requireNewName(token.name, joining.tokens);
  const changed = await writeJoining(home, { ...joining, tokens: [...joining.tokens, token] });
  await reloadUsers(natsNow(home, changed), userOf(token), true);
  return summaryOf(token, joining.listen);
}

/**
 * The newest token whose workers look for the home where it listens; made if there is none. One with addresses of its
 * own may lead past the address at which the home listens now. Throws a JoiningError where it does not listen.
 */
export function ensureToken(path: string): Promise<TokenSummary> {
  return changeHome(path, async (home, record) => {
    const joining = requireListening(record);
    const token = joining.tokens.findLast(({ addresses }) => addresses === undefined);
    return token ? summaryOf(token, joining.listen) : makeToken(home, joining, {});
  });
}

/**
 * Takes a token back: workers that joined with it are cut off. Throws a JoiningError where there is none of this name.
 */
export function revokeToken(path: string, name: string): Promise<void> {
  return changeHome(path, async (home, record) => {
    const joining = requireJoining(record);
    const token = requireToken(joining, name);
    const tokens = joining.tokens.filter((other) => other !== token);
    const changed = await writeJoining(home, { ...joining, tokens });
    await reloadUsers(natsNow(home, changed), userOf(token), false);
  });
}

/** The text of a token, for another machine: a secret. Throws a JoiningError where there is none, or nobody listens. */
export async function readToken(path: string, name: string): Promise<string> {
  const home = homeAt(path);
  return withHomeFiles(home, async () => {
    const joining = requireListening(await readRecord(home.record));
    return writtenToken(home, requireToken(joining, name), joining.listen);
  });
}

/** The server as its record describes it now. */
const natsNow = (home: Home, record: ServicesRecord): Parameters<typeof reloadUsers>[0] => ({
  ...natsPlace(home, record),
  version: record.nats.version,
});

function requireToken({ tokens }: JoiningRecord, name: string): TokenRecord {
  const token = tokens.find((other) => other.name === name);
  if (token !== undefined) return token;
  const names = tokens.map((other) => other.name).join(', ');
  const others = names === '' ? 'there is none' : `there are ${names}`;
  throw new JoiningError('unknown-token', `there is no token ${name}; ${others}`);
}

function requireNewName(name: string, tokens: readonly TokenRecord[]): void {
  if (!isTokenName(name))
    throw new JoiningError(
      'bad-name',
      `${name} cannot be the name of a token: use up to 40 letters, digits and hyphens, a letter or digit first`,
    );
  if (tokens.some((other) => other.name === name))
    throw new JoiningError('bad-name', `there is a token ${name} already; revoke it, or choose another name`);
}

function freeName(tokens: readonly TokenRecord[]): string {
  const names = new Set(tokens.map(({ name }) => name));
  for (let number = 1; ; number += 1) {
    if (!names.has(`token-${number}`)) return `token-${number}`;
  }
}
