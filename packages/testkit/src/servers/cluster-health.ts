import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const ASKED_EVERY_MS = 100;
/** An election takes seconds; what takes longer than this hangs. */
const PATIENCE_MS = 90_000;

/** What a nats-server tells about its JetStream at `/jsz`, as far as it is of use here. */
interface JetStreamHealth {
  readonly meta_cluster?: { readonly leader?: string; readonly cluster_size: number };
  readonly account_details?: readonly { readonly stream_detail?: readonly StreamHealth[] }[];
}

interface StreamHealth {
  readonly name: string;
  readonly cluster?: {
    readonly leader?: string;
    readonly replicas?: readonly { readonly current: boolean; readonly offline?: boolean }[];
  };
}

/** Whether something accepts connections there. */
export async function listens(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host);
  const connected = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return connected;
}

/** A server of a cluster, and where it tells how it is. */
export interface Monitored {
  readonly name: string;
  readonly monitor: string;
}

/** Waits until these servers are one healthy cluster, and all copies of its streams are up to date. */
export async function hasSettled(servers: readonly Monitored[]): Promise<void> {
  await eventually('a cluster that has settled', async () => {
    const healthy = await Promise.all(servers.map(isHealthy));
    if (healthy.includes(false)) return null;
    const tells = await Promise.all(servers.map(readHealth));
    const isOne = tells.every(
      (health) => health?.meta_cluster?.leader && health.meta_cluster.cluster_size === servers.length,
    );
    const led = servers.flatMap((server, index) => ledBy(server, tells[index]!));
    const streams = new Set(tells.flatMap(streamsOf).map(({ name }) => name));
    return isOne && led.length === streams.size && led.every(isCurrent) ? true : null;
  });
}

/** Name of the server that leads a stream. */
export async function leaderAmong(servers: readonly Monitored[], stream: string): Promise<string> {
  return eventually(`a leader of ${stream}`, async () => {
    for (const server of servers) {
      const led = ledBy(server, await readHealth(server));
      if (led.some(({ name }) => name === stream)) return server.name;
    }
    return null;
  });
}

/** The streams that a server leads: only of those does it know how its copies are. */
const ledBy = ({ name }: Monitored, health: JetStreamHealth | null): readonly StreamHealth[] =>
  streamsOf(health).filter(({ cluster }) => cluster?.leader === name);

const streamsOf = (health: JetStreamHealth | null): readonly StreamHealth[] =>
  (health?.account_details ?? []).flatMap(({ stream_detail }) => stream_detail ?? []);

const isCurrent = ({ cluster }: StreamHealth): boolean =>
  (cluster?.replicas ?? []).every(({ current, offline }) => current && !offline);

async function isHealthy({ monitor }: Monitored): Promise<boolean> {
  const response = await fetch(`${monitor}/healthz`).catch(() => null);
  return response?.ok ?? false;
}

async function readHealth({ monitor }: Monitored): Promise<JetStreamHealth | null> {
  const response = await fetch(`${monitor}/jsz?accounts=true&streams=true`).catch(() => null);
  return response?.ok ? ((await response.json()) as JetStreamHealth) : null;
}

async function eventually<Value>(what: string, check: () => Promise<Value | null>): Promise<Value> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const value = await check();
    if (value !== null) return value;
    if (performance.now() > deadline) throw new Error(`waited ${PATIENCE_MS / 1000} s for ${what}`);
    await sleep(ASKED_EVERY_MS);
  }
}
