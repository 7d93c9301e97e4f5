import { connect } from 'node:net';
import { inboxPrefix } from '@ram-sweep/protocol';
import { z } from 'zod';
import { WORKER_CONNECTIONS } from './accounts.js';
import { LOOPBACK } from '../process/ports.js';

/** `full`: it runs, and all of its connections are taken. `silent`: nobody answers within two seconds. */
export type NatsAnswer =
  { readonly kind: 'ours' | 'full' | 'silent' } | { readonly kind: 'refused'; readonly reason: string };

interface Asking {
  readonly port: number;
  /** Of the server that is to answer. */
  readonly name: string;
  readonly user: string;
  readonly password: string;
}

const TIMEOUT_MS = 2_000;

/**
 * Asks the server at `port` for its name, gives a user's password and sends a ping, in NATS' own plain protocol:
 * https://docs.nats.io/reference/reference-protocols/nats-protocol
 */
export async function askNats(asking: Asking): Promise<NatsAnswer> {
  const answer = await converse(asking, 'PING\r\n', (received) => judge(received, asking.name));
  return answer ?? { kind: 'silent' };
}

/**
 * Whether the server's JetStream answers the coordinator: not if it is switched off, or silent for two seconds. A
 * server that refuses us says nothing of its JetStream, which counts as on: there is no reason to end it.
 */
export async function askJetStream(asking: Asking): Promise<boolean> {
  const inbox = `${inboxPrefix('coordinator')}.probe`;
  const question = `SUB ${inbox} 1\r\nPUB $JS.API.INFO ${inbox} 0\r\n\r\n`;
  const answer = await converse(asking, question, (received) => {
    const [, body] = /^MSG \S+ 1 \d+\r\n(.*)\r$/m.exec(received) ?? [];
    if (body !== undefined) return !('error' in (JSON.parse(body) as object));
    if (/^-ERR /m.test(received)) return true;
    return /^HMSG /m.test(received) ? false : null;
  });
  return answer ?? false;
}

const connectionsSchema = z.object({
  data: z.object({
    connections: z.array(
      z.object({
        name: z.string().optional(),
        authorized_user: z.string().optional(),
        stop: z.string().optional(),
      }),
    ),
  }),
});

/** A connection of a client, by its own name; `stop`, in ISO 8601, once it has ended. */
export type KnownConnection = z.infer<typeof connectionsSchema>['data']['connections'][number];

/**
 * The connections of workers since the server was started, the most recently active first, as far as it remembers those
 * that have ended. Null if nobody answers, or the user may not ask.
 */
export async function askConnections(asking: Asking): Promise<readonly KnownConnection[] | null> {
  const inbox = `${inboxPrefix('cli')}.probe`;
  const wanted = JSON.stringify({ auth: true, state: OPEN_AND_ENDED, sort: 'last', limit: MOST_CONNECTIONS });
  const question = `SUB ${inbox} 1\r\nPUB ${WORKER_CONNECTIONS} ${inbox} ${wanted.length}\r\n${wanted}\r\n`;
  const answer = await converse(asking, question, (received) => {
    if (/^-ERR /m.test(received)) return { connections: null };
    const [head, size] = /^MSG \S+ 1 +(\d+)\r\n/m.exec(received) ?? [];
    if (head === undefined) return null;
    const body = Buffer.from(received.slice(received.indexOf(head) + head.length));
    if (body.length < Number(size)) return null;
    return connectionsSchema.parse(JSON.parse(body.toString('utf8', 0, Number(size)))).data;
  });
  return answer?.connections ?? null;
}

/** In NATS' words. */
const OPEN_AND_ENDED = 2;
const MOST_CONNECTIONS = 2_048;

/** Says `opening` once connected, and listens until `judge` has an answer; null if none came. */
function converse<Answer>(
  { port, user, password }: Asking,
  opening: string,
  judgeSo: (received: string) => Answer | null,
): Promise<Answer | null> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect({ host: LOOPBACK, port, timeout: TIMEOUT_MS });
    const finish = (answer: Answer | null) => {
      socket.destroy();
      resolve(answer);
    };
    const manners = { verbose: false, pedantic: false, headers: true, no_responders: true };
    socket.setEncoding('utf8');
    socket.once('connect', () =>
      socket.write(`CONNECT ${JSON.stringify({ ...manners, user, pass: password })}\r\n${opening}`),
    );
    socket.on('data', (text: string) => {
      received += text;
      const answer = judgeSo(received);
      if (answer !== null) finish(answer);
    });
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => finish(null));
  });
}

/** What the server's lines so far say; null while they do not say enough. */
function judge(received: string, name: string): NatsAnswer | null {
  const error = /^-ERR (.*)\r$/m.exec(received);
  if (/connections exceeded/i.test(error?.[1] ?? '')) return { kind: 'full' };
  if (error !== null) return { kind: 'refused', reason: error[1] ?? '' };
  if (!/^PONG\r$/m.test(received)) return null;
  const info = /^INFO (.*)\r$/m.exec(received)?.[1] ?? '{}';
  const serverName = (JSON.parse(info) as { server_name?: unknown }).server_name;
  return serverName === name
    ? { kind: 'ours' }
    : { kind: 'refused', reason: `its name is ${String(serverName)}` };
}
