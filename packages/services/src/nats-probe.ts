import { connect } from 'node:net';
import { LOOPBACK } from './ports.js';

export type NatsAnswer =
  | { readonly kind: 'ours' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'refused'; readonly reason: string };

const TIMEOUT_MS = 2_000;

/**
 * Asks the server at `port` for its name, gives a user's password and sends a ping, in NATS' own plain protocol:
 * https://docs.nats.io/reference/reference-protocols/nats-protocol
 */
export function askNats(options: {
  port: number;
  name: string;
  user: string;
  password: string;
}): Promise<NatsAnswer> {
  const { port, name, user, password } = options;
  return new Promise((resolve) => {
    let received = '';
    const socket = connect({ host: LOOPBACK, port, timeout: TIMEOUT_MS });
    const finish = (answer: NatsAnswer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setEncoding('utf8');
    socket.once('connect', () =>
      socket.write(
        `CONNECT ${JSON.stringify({ verbose: false, pedantic: false, user, pass: password })}\r\nPING\r\n`,
      ),
    );
    socket.on('data', (text: string) => {
      received += text;
      const answer = judge(received, name);
      if (answer !== null) finish(answer);
    });
    for (const event of ['error', 'timeout', 'close']) socket.once(event, () => finish({ kind: 'silent' }));
  });
}

/** What the server's lines so far say; null while they do not say enough. */
function judge(received: string, name: string): NatsAnswer | null {
  const error = /^-ERR (.*)\r$/m.exec(received);
  if (error !== null) return { kind: 'refused', reason: error[1] ?? '' };
  if (!/^PONG\r$/m.test(received)) return null;
  const info = /^INFO (.*)\r$/m.exec(received)?.[1] ?? '{}';
  const serverName = (JSON.parse(info) as { server_name?: unknown }).server_name;
  return serverName === name
    ? { kind: 'ours' }
    : { kind: 'refused', reason: `its name is ${String(serverName)}` };
}
