import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { expect, onTestFinished, test } from 'vitest';
import { der, tags } from '../../src/certificate/der.js';
import { makeSelfSigned, type SelfSigned } from '../../src/certificate/self-signed.js';

const make = (): Promise<SelfSigned> => makeSelfSigned({ serverName: 'host.internal', commonName: 'a home' });

const headOf = (length: number): number[] => [
  ...der(tags.octetString, new Uint8Array(length)).subarray(0, 4),
];

test('a length of up to 127 is one byte, a larger one follows the number of its bytes (X.690, 8.1.3)', () => {
  expect(headOf(0)).toEqual([0x04, 0x00]);
  expect(headOf(127).slice(0, 2)).toEqual([0x04, 0x7f]);
  expect(headOf(128).slice(0, 3)).toEqual([0x04, 0x81, 0x80]);
  expect(headOf(255).slice(0, 3)).toEqual([0x04, 0x81, 0xff]);
  expect(headOf(256)).toEqual([0x04, 0x82, 0x01, 0x00]);
  expect(headOf(65_535)).toEqual([0x04, 0x82, 0xff, 0xff]);
});

test('OpenSSL reads it: an EC key on P-256, signed by itself, for this name, for ever', async () => {
  const { certificate, key } = await make();
  const read = new X509Certificate(certificate);
  expect(read.subject).toBe('CN=a home');
  expect(read.issuer).toBe(read.subject);
  expect(read.subjectAltName).toBe('DNS:host.internal');
  expect(read.checkHost('host.internal')).toBe('host.internal');
  expect(read.checkHost('a home')).toBeUndefined();
  expect(read.publicKey.asymmetricKeyDetails).toMatchObject({ namedCurve: 'prime256v1' });
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(new Date(read.validFrom).getUTCFullYear()).toBe(2020);
  expect(new Date(read.validTo).getUTCFullYear()).toBe(9999);
  expect(read.raw.length).toBeLessThan(400);
});

test('no two have the same key or number, and the number is positive', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, make));
  const read = made.map(({ certificate }) => new X509Certificate(certificate));
  expect(new Set(read.map(({ serialNumber }) => serialNumber)).size).toBe(20);
  expect(new Set(made.map(({ key }) => key)).size).toBe(20);
  for (const { serialNumber } of read) expect(serialNumber).toMatch(/^[4-7]/);
});

/**
 * Whether a client that trusts `pinned` alone, and asks for `servername`, takes a server with `own`; else the error.
 */
async function shakeHands(own: SelfSigned, pinned: SelfSigned, servername: string): Promise<string> {
  const server = createServer({ cert: own.certificate, key: own.key }, (socket: TLSSocket) => socket.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const options = {
    port,
    host: '127.0.0.1',
    ca: pinned.certificate,
    servername,
    minVersion: 'TLSv1.3',
  } as const;
  return new Promise((resolve) => {
    const socket = connect(options, () => resolve(socket.authorized ? (socket.getProtocol() ?? '') : 'no'));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

test('a client that trusts it alone takes its server, and no other one, even of the same names', async () => {
  const [ours, another] = await Promise.all([make(), make()]);
  expect(await shakeHands(ours, ours, 'host.internal')).toBe('TLSv1.3');
  expect(await shakeHands(another, ours, 'host.internal')).toMatch(/CERT|SIGNATURE/);
  expect(await shakeHands(ours, ours, 'elsewhere.internal')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
});
