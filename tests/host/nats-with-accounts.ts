import { natsAccess, natsConfig, newNatsCredentials } from '@ram-sweep/services';
import { startOwnNats } from '@ram-sweep/testkit';

/** A NATS server with the accounts of the embedded one, at an address; its URL for each role. */
export async function startNats(host: string) {
  const place = { name: 'host-check', port: 0, credentials: newNatsCredentials() };
  const server = await startOwnNats(
    (directory) => JSON.parse(natsConfig({ ...place, directory })) as object,
    host,
  );
  const { coordinator, worker } = natsAccess({ ...place, directory: server.directory });
  const as = ({ user, password }: typeof worker): string =>
    server.url.replace('//', `//${user}:${password}@`);
  return { ...server, coordinator: as(coordinator), worker: as(worker) };
}
