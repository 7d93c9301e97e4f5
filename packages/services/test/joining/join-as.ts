import { connect, type NatsConnection } from 'nats';
import { inboxPrefix } from '@ram-sweep/protocol';
import { decodeJoinToken, JOIN_SERVER_NAME } from '@ram-sweep/protocol/join-token';
import { onTestFinished } from 'vitest';

/** A connection as a worker makes it with a token, open until the test ends. `name`: what it says of itself. */
export async function joinAs(token: string, name?: string): Promise<NatsConnection> {
  const { addresses, user, password, certificate } = decodeJoinToken(token);
  const ca = `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString('base64')}\n-----END CERTIFICATE-----\n`;
  const tls = { ca, servername: JOIN_SERVER_NAME };
  const servers = addresses.map((address) => `tls://${address}`);
  const prefix = inboxPrefix('worker');
  const nc = await connect({
    servers,
    user,
    pass: password,
    tls,
    inboxPrefix: prefix,
    reconnect: false,
    ...(name ? { name } : {}),
  });
  onTestFinished(() => nc.close());
  return nc;
}

/** What the server forbids while `action` runs. */
export async function forbidden(nc: NatsConnection, action: () => Promise<unknown>): Promise<unknown> {
  const complaint = (async () => {
    for await (const { permissionContext } of nc.status()) if (permissionContext) return permissionContext;
    return undefined;
  })();
  void action().catch(() => undefined);
  return complaint;
}
