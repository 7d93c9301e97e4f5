import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  defaultCacheDir,
  findNatsServer,
  freePort,
  natsAccess,
  natsConfig,
  newNatsCredentials,
  type NatsAccess,
} from '@ram-sweep/services';
import { hasSettled, leaderAmong, listens, type Monitored } from './cluster-health.js';
import { bootServer, type ServerUnderTest } from './server-under-test.js';

/** One nats-server of a cluster. */
interface ClusterNode extends ServerUnderTest, Monitored {
  readonly url: string;
}

/** Several nats-servers with JetStream that are one, with the accounts of the embedded one. */
export interface TestCluster extends AsyncDisposable {
  readonly nodes: readonly ClusterNode[];
  /** The addresses of all servers, with the user: what a person gives as `--nats`. */
  address(role: 'coordinator' | 'worker'): string;
  /** The user of each role; `url` is that of the first server. */
  readonly access: NatsAccess;
  /** Waits until all servers are up, one of them leads, and every copy of every stream is up to date. */
  settled(): Promise<void>;
  /** The server that leads a stream. */
  leaderOf(stream: string): Promise<ClusterNode>;
  stop(): Promise<void>;
}

/** Where one server listens. */
interface Ports {
  readonly client: number;
  readonly cluster: number;
  readonly monitor: number;
}

const LOOPBACK = '127.0.0.1';

/** Boots a cluster of `size` servers on this machine, and waits until it has settled. */
export async function startTestCluster(size = 3): Promise<TestCluster> {
  const { path: program } = await findNatsServer({
    cacheDir: defaultCacheDir(process.env['XDG_CACHE_HOME']),
  });
  const credentials = newNatsCredentials();
  const ports = await portsFor(size);
  const routes = ports.map(({ cluster }) => `nats-route://${LOOPBACK}:${cluster}`);
  const nodes = await Promise.all(
    ports.map((own, index) => startNode(program, `node-${index + 1}`, own, { credentials, routes })),
  );
  const place = { directory: '', name: nodes[0]!.name, port: ports[0]!.client, credentials };
  const access = natsAccess(place);
  const addresses = ports.map(({ client }) => `${LOOPBACK}:${client}`).join(',');
  const stop = async (): Promise<void> => void (await Promise.all(nodes.map((node) => node.stop())));
  const settled = () => hasSettled(nodes);
  await settled();
  return {
    nodes,
    access,
    address: (role) => `nats://${access[role].user}:${access[role].password}@${addresses}`,
    settled,
    leaderOf: async (stream) => {
      const name = await leaderAmong(nodes, stream);
      return nodes.find((node) => node.name === name)!;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function startNode(
  program: string,
  name: string,
  { client, cluster, monitor }: Ports,
  shared: {
    readonly credentials: ReturnType<typeof newNatsCredentials>;
    readonly routes: readonly string[];
  },
): Promise<ClusterNode> {
  const configure = (directory: string): object => ({
    ...(JSON.parse(natsConfig({ directory, port: client, name, credentials: shared.credentials })) as object),
    http: `${LOOPBACK}:${monitor}`,
    cluster: {
      name: 'test',
      listen: `${LOOPBACK}:${cluster}`,
      routes: shared.routes,
      // Clients know the addresses that they were given and no others, as clients from outside of Kubernetes.
      no_advertise: true,
    },
  });
  const server = await bootServer(async (directory, onSpawn) => {
    const file = join(directory, 'nats.conf');
    await writeFile(file, JSON.stringify(configure(directory)));
    const child = spawn(program, ['--config', file, '--log', join(directory, 'nats.log')], {
      detached: true,
      stdio: 'ignore',
    });
    child.unref();
    onSpawn(child.pid!);
    while (!(await listens(LOOPBACK, client))) {
      if (child.exitCode !== null) throw new Error(`nats-server ended with code ${child.exitCode}: ${file}`);
      await sleep(20);
    }
  });
  return { ...server, name, url: `nats://${LOOPBACK}:${client}`, monitor: `http://${LOOPBACK}:${monitor}` };
}

/** Different ports that are free now. */
async function portsFor(size: number): Promise<Ports[]> {
  const free = new Set<number>();
  while (free.size < 3 * size) free.add(await freePort());
  const all = [...free];
  return Array.from({ length: size }, (_, index) => ({
    client: all[3 * index]!,
    cluster: all[3 * index + 1]!,
    monitor: all[3 * index + 2]!,
  }));
}
