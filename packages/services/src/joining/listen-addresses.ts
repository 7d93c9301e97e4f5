import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ServiceError } from '../errors.js';
import type { ListenAddress } from './joining-record.js';

const ALL_IPV4 = '0.0.0.0';
const ALL = '::';
/** A card may have dozens of IPv6 addresses. */
const MOST_ADDRESSES = 12;

/**
 * Addresses of this machine, as they are listened at. Throws a ServiceError for a name that has none, or no useful one.
 */
export async function resolveListen({ host }: Pick<ListenAddress, 'host'>): Promise<string[]> {
  if (isIP(host)) return [host];
  const found = await lookup(host, { all: true }).catch((cause: unknown) => {
    throw new ServiceError('listener', `${host} is no name that is known here; ${nameOne()}`, { cause });
  });
  const addresses = [...new Set(found.map(({ address }) => address))];
  if (host !== 'localhost' && addresses.every(isLoopback))
    throw new ServiceError(
      'listener',
      `${host} is ${addresses.join(' and ')} on this machine, which no other machine reaches; ${nameOne()}`,
    );
  return host === 'localhost' ? addresses : addresses.filter((address) => !isLoopback(address));
}

const nameOne = (): string =>
  `name one of its addresses (${ownAddresses().join(', ')}), or ${ALL_IPV4} for all of them`;

/** Where other machines may find what listens so, as `host:port`: all addresses of this machine for 0.0.0.0 and ::. */
export function advertised({ host, port }: ListenAddress): string[] {
  const hosts = host === ALL_IPV4 ? ownAddresses(4) : host === ALL ? ownAddresses() : [host];
  return (hosts.length > 0 ? hosts.slice(0, MOST_ADDRESSES) : ['127.0.0.1']).map((each) =>
    withPort(each, port),
  );
}

/** `[…]:port` for IPv6. */
export const withPort = (host: string, port: number): string =>
  isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1';

/**
 * Of networks that only this machine and its containers are in; they may still be the right ones, so they come last.
 */
const INSIDE = /^(docker|br-|veth|virbr|cni|flannel|podman|lxc|lxd)/;
/** They need the name of an interface, which differs on the other machine. */
const LINK_LOCAL = /^(fe80:|169\.254\.)/i;

/** Addresses that other machines may reach, IPv4 first. */
function ownAddresses(family?: 4 | 6): string[] {
  const all = Object.entries(networkInterfaces()).flatMap(([card, found = []]) =>
    found
      .filter(({ internal, address }) => !internal && !LINK_LOCAL.test(address))
      .map(({ address }) => ({ address, rank: (INSIDE.test(card) ? 10 : 0) + isIP(address) })),
  );
  return all
    .filter(({ address }) => family === undefined || isIP(address) === family)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ address }) => address);
}

/** What keeps a program from listening at an address, by the system's codes, and what to do. */
export function listenProblem(error: unknown, { host, port }: ListenAddress): ServiceError {
  const { code, message } = error as NodeJS.ErrnoException;
  const where = withPort(host, port);
  const problems: Record<string, string> = {
    EADDRINUSE: `port ${port} is in use by another program; choose another: --listen ${withPort(host, port + 1)}`,
    EADDRNOTAVAIL: `${host} is not an address of this machine; ${nameOne()}`,
    EACCES: `port ${port} is not for you to use; choose one above 1023: --listen HOST:PORT`,
  };
  const problem = problems[code ?? ''] ?? message;
  return new ServiceError('listener', `cannot listen at ${where}: ${problem}`, { cause: error });
}
