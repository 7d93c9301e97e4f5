import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { JoinTokenError } from '../src/errors.js';
import { decodeJoinToken, encodeJoinToken, type JoinToken } from '../src/join-token.js';

const token: JoinToken = {
  addresses: ['192.168.1.5:4222', '[fd00::5]:4222', 'sweeps.example.org:443'],
  user: 'join-gpu-box',
  password: 'x1_-'.repeat(8),
  certificate: new Uint8Array(createHash('sha512').update('a certificate').digest()),
};
const text = encodeJoinToken(token);

/** What is wrong with a text, in the words of the error. */
function problemOf(wrong: string): string {
  try {
    decodeJoinToken(wrong);
  } catch (error) {
    expect(error).toBeInstanceOf(JoinTokenError);
    const { message } = error as JoinTokenError;
    // It goes to logs and terminals.
    expect(message).not.toContain(token.password);
    return message;
  }
  return 'nothing';
}

test('a token says what it was made of, on one line that needs no quotes', () => {
  expect(decodeJoinToken(text)).toEqual(token);
  expect(text).toMatch(/^rsj1_[\w-]+$/);
});

test('line breaks and spaces that a terminal put into it do not matter', () => {
  expect(decodeJoinToken(` ${text.replace(/.{60}/g, '$&\n  ')}\n`)).toEqual(token);
});

test('wherever it is cut off, the error says so, and how long it should be', () => {
  for (let length = 'rsj1_'.length; length < text.length; length += 1) {
    const problem = problemOf(text.slice(0, length));
    expect(problem).toMatch(/was cut short: \d+.* characters are there; copy the whole line again/);
    if (length > 'rsj1_'.length + 3) expect(problem).toContain(`${length} of ${text.length} characters`);
  }
});

test('a wrong character is distinguished from a cut', () => {
  // The first four digits are its length.
  for (let place = 'rsj1_'.length + 4; place < text.length - 1; place += 7) {
    const other = text[place] === 'A' ? 'B' : 'A';
    expect(problemOf(text.slice(0, place) + other + text.slice(place + 1))).toContain('is damaged');
  }
});

test.each([
  ['', 'its beginning is missing'],
  ['rsj', 'its beginning is missing'],
  [text.slice(1), 'its beginning is missing'],
  ['nats://worker:secret@host:4222', 'its beginning is missing'],
  [text.replace('rsj1', 'rsj2'), 'of another version of ram-sweep'],
  [`${text}'`, 'a character that no token has'],
  [text + text.slice('rsj1_'.length), 'more than one join token'],
])('%j is none: %s', (wrong, problem) => {
  expect(problemOf(wrong)).toContain(problem);
});

test('a token that is whole and says something else is refused', () => {
  const strange = { ...token, addresses: [] };
  expect(() => encodeJoinToken(strange)).toThrow();
  const body = Buffer.alloc(4 + 2);
  body.writeUInt16BE(body.length + 4, 0);
  body.writeUInt16BE(2, 2);
  body.write('{}', 4);
  const digest = createHash('sha256').update(body).digest().subarray(0, 4);
  expect(problemOf(`rsj1_${Buffer.concat([body, digest]).toString('base64url')}`)).toContain('contents');
});
