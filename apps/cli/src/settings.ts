import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { StudiesError } from '@ram-sweep/studies/errors';
import { splitNatsAddress } from '@ram-sweep/studies/nats-address';
import { isPostgresAddress, POSTGRES_ADDRESS } from '@ram-sweep/studies/postgres-address';
import type { NatsTls, Place } from '@ram-sweep/studies/servers';
import { badUsage } from './errors.js';
import { readEnvironment, type Environment } from './environment.js';

/** What every command knows: the environment, with the global flags over it. */
export interface Settings extends Environment {
  readonly natsTls?: NatsTls;
  readonly onProgress: NonNullable<Place['onProgress']>;
}

interface GlobalFlags {
  home?: string;
  database?: string;
  databaseCa?: string;
  nats?: string;
  natsCreds?: string;
  natsCa?: string;
  natsCert?: string;
  natsKey?: string;
}

/** What a command may need to know of its servers. */
type ServerPart = 'home' | 'database' | 'nats';

const serverFlags: readonly (readonly [part: ServerPart, flag: string, says: string])[] = [
  [
    'home',
    '--home <dir>',
    'where the embedded servers live (default: RAM_SWEEP_HOME, or the XDG data folder)',
  ],
  [
    'database',
    '--database <url>',
    'your own Postgres instead of the embedded one, postgres://… (RAM_SWEEP_DATABASE)',
  ],
  [
    'database',
    '--database-ca <file>',
    'certificate authority of that Postgres: TLS only (RAM_SWEEP_DATABASE_CA)',
  ],
  [
    'nats',
    '--nats <url>',
    'your own NATS server with JetStream, nats://user:password@host:4222 (RAM_SWEEP_NATS)',
  ],
  ['nats', '--nats-creds <file>', 'NATS credentials file (RAM_SWEEP_NATS_CREDS)'],
  ['nats', '--nats-ca <file>', 'certificate authority of the NATS server: TLS only (RAM_SWEEP_NATS_CA)'],
  ['nats', '--nats-cert <file>', 'client certificate for NATS (RAM_SWEEP_NATS_CERT)'],
  ['nats', '--nats-key <file>', 'key of the client certificate (RAM_SWEEP_NATS_KEY)'],
];

/**
 * Adds the flags that say which servers a command talks to. Its help shows those that it uses. It takes the others as
 * well, so that the flags of your own servers can be given to any command.
 */
export function withServerFlags(command: Command, ...uses: readonly ServerPart[]): Command {
  for (const [part, flag, says] of serverFlags) {
    command.addOption(new Option(flag, says).hideHelp(!uses.includes(part)));
  }
  return command;
}

export function readSettings(command: Command): Settings {
  const flags = command.optsWithGlobals<GlobalFlags>();
  const environment = readEnvironment();
  const database = flags.database || environment.database;
  if (database) requirePostgres(database, flags.database ? '--database' : 'RAM_SWEEP_DATABASE');
  const nats = flags.nats || environment.nats;
  if (nats) requireNats(nats, flags.nats ? '--nats' : 'RAM_SWEEP_NATS');
  const databaseCa = flags.databaseCa || environment.databaseCa;
  return Object.freeze({
    ...environment,
    home: flags.home || environment.home,
    database: database && databaseCa ? withAuthority(database, databaseCa) : database,
    nats,
    natsCreds: flags.natsCreds || environment.natsCreds,
    ...natsTls({
      caFile: flags.natsCa || environment.natsCa,
      certFile: flags.natsCert || environment.natsCert,
      keyFile: flags.natsKey || environment.natsKey,
    }),
    onProgress: (line: string) => console.error(line),
  });
}

/** Says which one is wrong, but not what it says: that may hold a password. */
function requirePostgres(database: string, from: string): void {
  if (!isPostgresAddress(database)) throw badUsage(`${from} ${POSTGRES_ADDRESS}`);
}

/** The same for what `splitNatsAddress` refuses. */
function requireNats(nats: string, from: string): void {
  try {
    splitNatsAddress(nats);
  } catch (error) {
    if (!(error instanceof StudiesError)) throw error;
    throw badUsage(`${from}: ${error.message}`, error.hint);
  }
}

/** The URL in libpq's words for: over TLS, and only if this authority vouches for the host. */
function withAuthority(database: string, caFile: string): string {
  if (!URL.canParse(database)) return database;
  const url = new URL(database);
  url.searchParams.set('sslmode', 'verify-full');
  url.searchParams.set('sslrootcert', resolve(caFile));
  return url.href;
}

/** Only what is given, by whole paths: the processes of a sweep may run in other folders. */
function natsTls(files: Readonly<Record<keyof NatsTls, string | undefined>>): { natsTls?: NatsTls } {
  const given = Object.entries(files).flatMap(([name, file]) => (file ? [[name, resolve(file)]] : []));
  return given.length > 0 ? { natsTls: Object.fromEntries(given) as NatsTls } : {};
}
