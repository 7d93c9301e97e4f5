import { expect, it } from 'vitest';
import { parseListen } from '../../src/commands/options/listen-option.js';

it.each([
  ['0.0.0.0', { host: '0.0.0.0', port: 4222 }],
  ['192.168.1.5:7000', { host: '192.168.1.5', port: 7000 }],
  ['::', { host: '::', port: 4222 }],
  ['::1', { host: '::1', port: 4222 }],
  ['2001:db8:1:2:3:4:5:6', { host: '2001:db8:1:2:3:4:5:6', port: 4222 }],
  ['fd00::5:ab', { host: 'fd00::5:ab', port: 4222 }],
  ['[::1:5]', { host: '::1:5', port: 4222 }],
  ['fd00::5', { host: 'fd00::5', port: 4222 }],
  ['[fd00::5]', { host: 'fd00::5', port: 4222 }],
  ['[fd00::5]:443', { host: 'fd00::5', port: 443 }],
  ['sweeps.example.org', { host: 'sweeps.example.org', port: 4222 }],
  ['my_laptop:65535', { host: 'my_laptop', port: 65_535 }],
  ['off', 'off'],
])('--listen %s', (text, wish) => {
  expect(parseListen(text)).toEqual(wish);
});

it.each([
  '',
  ':4222',
  'host:',
  'host:port',
  'tls://host',
  'user@host',
  '[host]:1',
  'a b',
  'a/b',
  '1:2:3',
  'off:1x',
])('--listen %j is refused, with what to write', (text) => {
  expect(() => parseListen(text)).toThrow(/write HOST or HOST:PORT/);
});

it.each(['host:0', 'host:65536', 'host:99999'])('--listen %s is no port', (text) => {
  expect(() => parseListen(text)).toThrow('the port must be 1 to 65535');
});

it.each([
  ['::1:5', 'write [::1:5] for that address, or [::1]:5 for port 5 of ::1'],
  ['fd00::5:4222', 'write [fd00::5:4222] for that address, or [fd00::5]:4222 for port 4222 of fd00::5'],
])('--listen %s could be two things, and which one is asked', (text, said) => {
  expect(() => parseListen(text)).toThrow(said);
});
