import { expect, test } from 'vitest';
import { splitNatsAddress } from '../src/nats-address.js';

const me = { user: 'me', password: 'secret' };

test.each([
  ['host:4222', { servers: ['nats://host:4222'] }],
  ['tls://me:secret@host', { servers: ['tls://host'], ...me }],
  ['me:secret@host', { servers: ['nats://host'], ...me }],
  ['nats://me:a%2Fb@host', { servers: ['nats://host'], user: 'me', password: 'a/b' }],
  ['nats://me:a@b@host', { servers: ['nats://host'], user: 'me', password: 'a@b' }],
  ['nats://me:a,b@host:4222', { servers: ['nats://host:4222'], user: 'me', password: 'a,b' }],
  ['a,b:4223', { servers: ['nats://a', 'nats://b:4223'] }],
  ['tls://me:secret@a:1,b:2,c:3', { servers: ['tls://a:1', 'tls://b:2', 'tls://c:3'], ...me }],
  ['me:secret@a,me:secret@b', { servers: ['nats://a', 'nats://b'], ...me }],
  ['nats://me:secret@a, nats://me:secret@b', { servers: ['nats://a', 'nats://b'], ...me }],
  ['nats://me:secret@[::1]:4222,[::2]', { servers: ['nats://[::1]:4222', 'nats://[::2]'], ...me }],
])('%s', (text, expected) => {
  expect(splitNatsAddress(text)).toEqual(expected);
});

test.each([
  'nats://',
  'hello world',
  'nats://me:50%@host',
  '',
  'nats://a:port',
  'a,,b',
  'nats://me:secret@a:1,b:port',
])('%j is refused, and its password not repeated', (text) => {
  expect(() => splitNatsAddress(text)).toThrow('the address of the NATS server is not a URL');
});

test('several users are refused: a process has one', () => {
  expect(() => splitNatsAddress('nats://me:secret@a,you:secret@b')).toThrow('several users');
});
