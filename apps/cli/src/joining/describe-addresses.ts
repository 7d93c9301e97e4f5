const LOOPBACK = /^(?:127(?:\.\d+){3}|localhost|\[::1\]):\d+$/;

/** Addresses, HOST:PORT each, at which workers may join. Those that no other machine reaches are said to be so. */
export function describeAddresses(addresses: readonly string[]): string {
  const where = addresses.join(', ');
  const isPrivate = addresses.every((address) => LOOPBACK.test(address));
  return isPrivate ? `${where} (reachable only from this machine, or through an ssh tunnel)` : where;
}
