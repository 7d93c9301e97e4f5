import { connect, type ConnectionOptions } from 'nats';

/**
 * The servers in random order, so that clients spread over a cluster, but beginning with one that answers. For the
 * library forgets for good each server that fails before its first connection stands, and could not go there later,
 * when the others are gone. Throws what the last one threw if none answers.
 */
export async function answeringFirst(
  options: ConnectionOptions,
  servers: readonly string[],
): Promise<string[]> {
  const order = shuffled(servers);
  if (order.length === 1) return order;
  let failure: unknown;
  for (const [index, server] of order.entries()) {
    try {
      await (await connect({ ...options, servers: [server] })).close();
      return [...order.slice(index), ...order.slice(0, index)];
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
