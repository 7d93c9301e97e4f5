import type { Command } from 'commander';
import { readEnvironment, type Environment } from './environment.js';

/** What every command knows: the environment, with the global flags over it. */
export interface Settings extends Environment {
  readonly natsTls?: { readonly caFile?: string; readonly certFile?: string; readonly keyFile?: string };
  readonly natsCreds?: string;
}

interface GlobalFlags {
  home?: string;
  database?: string;
  nats?: string;
  natsCreds?: string;
  natsCa?: string;
  natsCert?: string;
  natsKey?: string;
}

/** Adds the flags that say which servers a command talks to. */
export function withServerFlags(command: Command): Command {
  return command
    .option(
      '--home <dir>',
      'where the embedded servers live (default: RAM_SWEEP_HOME, or the XDG data folder)',
    )
    .option(
      '--database <url>',
      'your own Postgres instead of the embedded one, postgres://… (RAM_SWEEP_DATABASE)',
    )
    .option(
      '--nats <url>',
      'your own NATS server with JetStream, nats://user:password@host:4222 (RAM_SWEEP_NATS)',
    )
    .option('--nats-creds <file>', 'NATS credentials file')
    .option('--nats-ca <file>', 'certificate authority of the NATS server')
    .option('--nats-cert <file>', 'client certificate for NATS')
    .option('--nats-key <file>', 'key of the client certificate');
}

export function readSettings(command: Command): Settings {
  const flags = command.optsWithGlobals<GlobalFlags>();
  const environment = readEnvironment();
  const { natsCa: caFile, natsCert: certFile, natsKey: keyFile, natsCreds } = flags;
  return Object.freeze({
    ...environment,
    home: flags.home ?? environment.home,
    database: flags.database ?? environment.database,
    nats: flags.nats ?? environment.nats,
    ...(natsCreds ? { natsCreds } : {}),
    ...(caFile || certFile || keyFile
      ? {
          natsTls: {
            ...(caFile ? { caFile } : {}),
            ...(certFile ? { certFile } : {}),
            ...(keyFile ? { keyFile } : {}),
          },
        }
      : {}),
  });
}
