import { hostname } from 'node:os';
import type { BusOptions } from '@ram-sweep/bus';
import { decodeJoinToken, JOIN_SERVER_NAME } from '@ram-sweep/protocol/join-token';

/** How a worker connects with a join token. Throws a JoinTokenError for a text that is none. */
export function tokenBus(text: string): BusOptions {
  const { addresses, user, password, certificate } = decodeJoinToken(text);
  return {
    servers: addresses.map((address) => `tls://${address}`),
    user,
    password,
    pinned: { certificate: pem(certificate), serverName: JOIN_SERVER_NAME },
    // By which `tokens` of the home tells where it is.
    name: `ram-sweep at ${hostname()}`,
    role: 'worker',
  };
}

function pem(certificate: Uint8Array): string {
  const lines =
    Buffer.from(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
