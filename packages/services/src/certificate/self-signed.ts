import { generateKeyPair, randomBytes, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { der, tags } from './der.js';

/** In PEM form. */
export interface SelfSigned {
  readonly certificate: string;
  readonly key: string;
}

/** The bytes of object identifiers: RFC 5758 (3.2), RFC 5280 (A.1, 4.2.1.6). */
const ECDSA_WITH_SHA256 = Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]);
const COMMON_NAME = Buffer.from([0x55, 0x04, 0x03]);
const SUBJECT_ALTERNATIVE_NAME = Buffer.from([0x55, 0x1d, 0x11]);

/** It is pinned, so nobody asks how old it is, and a wrong clock keeps nobody out. RFC 5280, 4.1.2.5: no end. */
const VALID_FROM = '200101000000Z';
const VALID_TO = '99991231235959Z';
/** X.509 version 3 is written as 2. */
const VERSION_3 = Buffer.from([2]);
const DNS_NAME = tags.context + 2;
const SERIAL_BYTES = 16;

/**
 * Makes an EC key (P-256) and a certificate (X.509, RFC 5280) that it signs itself, for a server that is asked for as
 * `serverName`. `commonName`: for people who look at it. About 360 bytes in DER.
 */
export async function makeSelfSigned(names: { serverName: string; commonName: string }): Promise<SelfSigned> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  const signed = toBeSigned(names, publicKey);
  const signature = sign('sha256', signed, privateKey);
  const certificate = sequence(signed, algorithm(), bitString(signature));
  return {
    certificate: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function toBeSigned(
  { serverName, commonName }: { serverName: string; commonName: string },
  publicKey: KeyObject,
): Buffer {
  const name = nameOf(commonName);
  return sequence(
    der(tags.contextOfValues, der(tags.integer, VERSION_3)),
    der(tags.integer, newSerial()),
    algorithm(),
    name,
    sequence(der(tags.utcTime, Buffer.from(VALID_FROM)), der(tags.generalizedTime, Buffer.from(VALID_TO))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(tags.contextOfValues + 3, sequence(alternativeName(serverName))),
  );
}

const sequence = (...values: readonly Uint8Array[]): Buffer => der(tags.sequence, ...values);

const algorithm = (): Buffer => sequence(der(tags.objectIdentifier, ECDSA_WITH_SHA256));

/** All of its bits are used. */
const bitString = (bits: Uint8Array): Buffer => der(tags.bitString, Buffer.from([0]), bits);

const nameOf = (commonName: string): Buffer =>
  sequence(
    der(
      tags.set,
      sequence(der(tags.objectIdentifier, COMMON_NAME), der(tags.utf8String, Buffer.from(commonName))),
    ),
  );

const alternativeName = (serverName: string): Buffer =>
  sequence(
    der(tags.objectIdentifier, SUBJECT_ALTERNATIVE_NAME),
    der(tags.octetString, sequence(der(DNS_NAME, Buffer.from(serverName)))),
  );

/** Positive, and without zeros in front. */
function newSerial(): Buffer {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes;
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
