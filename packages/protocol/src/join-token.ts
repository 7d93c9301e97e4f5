import { createHash } from 'node:crypto';
import { z } from 'zod';
import { JoinTokenError } from './errors.js';

/**
 * What a worker on another machine needs to join the sweeps of a home, as one line of text.
 *
 * `rsj1_` and in base64url: the length of all bytes (2 bytes), that of the JSON (2 bytes), the JSON, the certificate,
 * and the first 4 bytes of the SHA-256 of all that. The length tells a token that was cut from one that was mistyped.
 */
export interface JoinToken {
  /** `host:port`, `[…]:port` for IPv6, in the order in which they are tried. */
  readonly addresses: readonly string[];
  readonly user: string;
  readonly password: string;
  /** Of the server, in DER form. No other is accepted. */
  readonly certificate: Uint8Array;
}

/** The name in the certificate of every home. Clients ask for it, as addresses change and certificates do not. */
export const JOIN_SERVER_NAME = 'ram-sweep.internal';

const MARK = 'rsj';
const VERSION = '1';
const PREFIX = `${MARK}${VERSION}_`;
const LENGTHS = 4;
const CHECKSUM = 4;

const contentSchema = z.strictObject({
  addresses: z.array(z.string().min(1).max(300)).min(1).max(32),
  user: z.string().min(1).max(100),
  password: z.string().min(1).max(100),
});

export function encodeJoinToken({ certificate, ...content }: JoinToken): string {
  const json = Buffer.from(JSON.stringify(contentSchema.parse(content)));
  const body = Buffer.alloc(LENGTHS + json.length + certificate.length);
  body.writeUInt16BE(body.length + CHECKSUM, 0);
  body.writeUInt16BE(json.length, 2);
  body.set(json, LENGTHS);
  body.set(certificate, LENGTHS + json.length);
  return PREFIX + Buffer.concat([body, checksum(body)]).toString('base64url');
}

/**
 * Spaces and line breaks, which a terminal puts into a long line, do not matter. Throws a JoinTokenError that says what
 * is wrong with the text; it never repeats it.
 */
export function decodeJoinToken(text: string): JoinToken {
  const bytes = bytesOf(text.replaceAll(/\s/g, ''));
  const body = bytes.subarray(0, -CHECKSUM);
  if (!checksum(body).equals(bytes.subarray(-CHECKSUM)))
    throw new JoinTokenError(
      'the join token is damaged: at least one of its characters is another one',
      COPY,
    );
  const json = body.subarray(LENGTHS, LENGTHS + body.readUInt16BE(2));
  const content = contentSchema.safeParse(parseJson(json.toString('utf8')));
  if (!content.success) throw new JoinTokenError('the join token has contents that it should not have', NEW);
  return { ...content.data, certificate: new Uint8Array(body.subarray(LENGTHS + json.length)) };
}

/** All bytes of a token that is as long as it says. */
function bytesOf(text: string): Buffer {
  const [, version, digits = ''] = /^rsj(\d+)_(.*)$/.exec(text) ?? [];
  if (version === undefined)
    throw new JoinTokenError(
      `this is not a join token, or its beginning is missing: one begins with ${PREFIX}`,
      COPY,
    );
  if (version !== VERSION)
    throw new JoinTokenError(
      'the join token is of another version of ram-sweep',
      'use the same version on both machines',
    );
  if (/[^\w-]/.test(digits))
    throw new JoinTokenError('the join token has a character that no token has', COPY);
  const bytes = Buffer.from(digits, 'base64url');
  const expected = bytes.length < 2 ? Infinity : bytes.readUInt16BE(0);
  if (bytes.length < Math.max(expected, LENGTHS + CHECKSUM)) {
    const whole = Number.isFinite(expected) ? ` of ${PREFIX.length + Math.ceil((expected * 4) / 3)}` : '';
    throw new JoinTokenError(
      `the join token was cut short: ${text.length}${whole} characters are there`,
      COPY,
    );
  }
  if (bytes.length > expected)
    throw new JoinTokenError('there is more than one join token, or something was appended to it', COPY);
  return bytes;
}

const COPY = 'copy the whole line again';
const NEW = 'print a new one with `ram-sweep tokens add`';

const checksum = (bytes: Uint8Array): Buffer =>
  createHash('sha256').update(bytes).digest().subarray(0, CHECKSUM);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
