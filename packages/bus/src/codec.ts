import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { z } from 'zod';
import { InvalidMessageError } from './errors.js';

/** No message except a piece of a checkpoint is larger. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

const MAX_REASON_LENGTH = 400;

export type Decoded<Message> =
  { readonly ok: true; readonly message: Message } | { readonly ok: false; readonly reason: string };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** The message as JSON. Throws InvalidMessageError if the protocol does not allow it. */
export function encode<Message>(schema: z.ZodType<Message>, subject: string, message: Message): Uint8Array {
  const checked = schema.safeParse(message);
  if (!checked.success) {
    const reason = bounded(z.prettifyError(checked.error));
    throw new InvalidMessageError(subject, `a message for ${subject} was not sent: ${reason}`, {
      cause: checked.error,
    });
  }
  const bytes = encoder.encode(JSON.stringify(checked.data));
  if (bytes.length > MAX_MESSAGE_BYTES) {
    throw new InvalidMessageError(
      subject,
      `a message for ${subject} was not sent: ${tooLarge(bytes.length)}`,
    );
  }
  return bytes;
}

/** The message in `bytes`, or why there is none. Never throws, whatever the bytes are. */
export function decode<Message>(schema: z.ZodType<Message>, bytes: Uint8Array): Decoded<Message> {
  if (bytes.length > MAX_MESSAGE_BYTES) return { ok: false, reason: tooLarge(bytes.length) };
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    const foreign = foreignVersion(value);
    if (foreign !== undefined) return { ok: false, reason: foreign };
    const checked = schema.safeParse(value);
    if (checked.success) return { ok: true, message: checked.data };
    return { ok: false, reason: bounded(z.prettifyError(checked.error)) };
  } catch (error) {
    return { ok: false, reason: bounded(`not JSON: ${String(error)}`) };
  }
}

/** One line of at most 400 characters: messages of strangers end up in logs. */
export function bounded(text: string): string {
  const line = text.slice(0, 4 * MAX_REASON_LENGTH).replace(/[\s\p{Cc}]+/gu, ' ');
  return line.length > MAX_REASON_LENGTH ? `${line.slice(0, MAX_REASON_LENGTH - 1)}…` : line;
}

function tooLarge(bytes: number): string {
  return `it has ${bytes} bytes, more than ${MAX_MESSAGE_BYTES}`;
}

function foreignVersion(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value)) return undefined;
  const { version } = value;
  if (typeof version !== 'number' || version === PROTOCOL_VERSION) return undefined;
  return `it uses version ${version} of the protocol, we use ${PROTOCOL_VERSION}; update the older program`;
}
