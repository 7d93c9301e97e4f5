import { connect, type ConnectionOptions } from 'nats';

/*
 * The library forgets for good each server that fails before its first connection stands, and could not go there later,
 * when the others are gone. So it gets an order of servers that begins with one that answers.
 */

/** The servers of a cluster, in random order but for the first, so that clients spread over it. */
export async function clusterOrder(
  options: ConnectionOptions,
  servers: readonly string[],
): Promise<string[]> {
  const order = shuffled(servers);
  const first = await firstToAnswer(options, order, order.length);
  return [...order.slice(first), ...order.slice(0, first)];
}

/**
 * All addresses of a home, also those that did not lead there: they may by the time the first one no longer does. That
 * one comes again between any two others, as one that swallows what is sent to it takes seconds, and all of them more
 * than a worker's lease. `reachable`: the addresses that take connections, in the order of preference.
 */
export async function homeOrder(
  options: ConnectionOptions,
  addresses: readonly string[],
  reachable: readonly string[],
): Promise<string[]> {
  const home = reachable[await firstToAnswer(options, reachable, addresses.length)]!;
  const others = addresses.filter((address) => address !== home);
  return others.length === 0 ? [home] : others.flatMap((other) => [home, other]);
}

/**
 * Index of the first server that lets us in. Throws what the last one threw if none does. With a choice of 1 none is
 * tried.
 */
async function firstToAnswer(
  options: ConnectionOptions,
  servers: readonly string[],
  choice: number,
): Promise<number> {
  if (choice === 1) return 0;
  let failure: unknown;
  for (const [index, server] of servers.entries()) {
    try {
      await (await connect({ ...options, servers: [server] })).close();
      return index;
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function shuffled(servers: readonly string[]): string[] {
  return servers
    .map((server) => ({ server, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ server }) => server);
}
