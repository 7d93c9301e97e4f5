import { isIP } from 'node:net';
import { InvalidArgumentError, Option } from 'commander';
import type { ListenAddress } from '@ram-sweep/services/joining';

/** NATS' own. */
const DEFAULT_PORT = 4222;
const LARGEST_PORT = 65_535;

/** Where a home is to listen for workers on other machines, or that it is not to any more. */
export type ListenWish = ListenAddress | 'off';

export const listenOption = (): Option =>
  new Option(
    '--listen <address>',
    'let workers on other machines join here, over TLS: HOST or HOST:PORT of this machine, 0.0.0.0 for all its ' +
      'addresses (port 4222); kept until `tokens close`, or `--listen off`',
  ).argParser(parseListen);

export const parseListen = (text: string): ListenWish => (text === 'off' ? 'off' : parseAddress(text));

/** `host`, `host:port`, `[…]:port` or an IPv6 address alone, if that cannot be one with a port as well. */
export function parseAddress(text: string): ListenAddress {
  requireBrackets(text);
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = isIP(text) === 6 ? text : (bracketed ?? plain);
  const port = digits === undefined ? DEFAULT_PORT : Number(digits);
  if (host === undefined || !isHost(host) || (bracketed !== undefined && isIP(bracketed) !== 6))
    throw new InvalidArgumentError(
      'write HOST or HOST:PORT, such as 0.0.0.0, 192.168.1.5:4222 or [fd00::5]:4222',
    );
  if (port < 1 || port > LARGEST_PORT)
    throw new InvalidArgumentError(`the port must be 1 to ${LARGEST_PORT}`);
  return { host, port };
}

/** Throws for `::1:5`, which is an address, and an address with a port. */
function requireBrackets(text: string): void {
  const [, address = '', port] = /^(.*):(\d+)$/.exec(text) ?? [];
  if (isIP(text) === 6 && isIP(address) === 6)
    throw new InvalidArgumentError(
      `write [${text}] for that address, or [${address}]:${port} for port ${port} of ${address}`,
    );
}

const isHost = (host: string): boolean => isIP(host) !== 0 || /^[\w-]+(\.[\w-]+)*\.?$/.test(host);
