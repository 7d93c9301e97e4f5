import type { ConnectionOptions } from 'nats';
import { isIP } from 'node:net';
import { readText } from './credential-files.js';
import type { CompiledBusOptions } from './options.js';

/** What the library takes, and what it hands on to Node's `tls.connect`. */
type TlsOptions = ConnectionOptions['tls'] & {
  readonly host?: string;
  readonly servername?: string;
  readonly minVersion?: 'TLSv1.3';
};

/**
 * How a connection is encrypted: not at all (null), as the server wishes (undefined), or with these options and no
 * other way. Throws a BusUnavailableError for a file that cannot be read.
 */
export async function encryption(options: CompiledBusOptions): Promise<TlsOptions | null | undefined> {
  const { pinned, tls, servers } = options;
  if (pinned) return { ca: pinned.certificate, servername: pinned.serverName, minVersion: 'TLSv1.3' };
  if (tls === false) return null;
  if (tls === undefined && !servers.some((server) => /^tls:/i.test(server))) return undefined;
  const { caFile, certFile, keyFile } = tls ?? {};
  const host = onlyAddress(options);
  return {
    ...(host === undefined ? {} : { host }),
    ...(caFile === undefined ? {} : { ca: await readText(caFile, options) }),
    ...(certFile === undefined ? {} : { cert: await readText(certFile, options) }),
    ...(keyFile === undefined ? {} : { key: await readText(keyFile, options) }),
  };
}

/** The IP address of the server, for checking its certificate: the library can only check names. */
function onlyAddress({ servers }: CompiledBusOptions): string | undefined {
  const host = servers[0]
    ?.replace(/^\w+:\/\//, '')
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '');
  return servers.length === 1 && host !== undefined && isIP(host) ? host : undefined;
}
