import { heartbeatSchema } from '@ram-sweep/protocol';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bounded, decode, encode, MAX_MESSAGE_BYTES } from '../src/codec.js';
import { heartbeat } from './messages.js';

test('an encoded message decodes to the same message', () => {
  const message = { ...heartbeat('w1'), host: 'zürich-7 \u2028' };
  expect(decode(heartbeatSchema, encode(heartbeatSchema, 's', message))).toEqual({ ok: true, message });
});

function reason(bytes: Uint8Array): string {
  const decoded = decode(heartbeatSchema, bytes);
  return decoded.ok ? '' : decoded.reason;
}

test('bytes that are not UTF-8, not JSON, or too many are distinguished', () => {
  expect(reason(Uint8Array.of(0x22, 0xff, 0x22))).toContain('not JSON');
  expect(reason(new Uint8Array(0))).toContain('not JSON');
  expect(reason(new Uint8Array(MAX_MESSAGE_BYTES + 1))).toBe('it has 262145 bytes, more than 262144');
});

test('text from strangers becomes one short line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
      const line = bounded(text);
      expect(line.length).toBeLessThanOrEqual(400);
      expect(line).not.toMatch(/\p{Cc}/u);
    }),
  );
});
