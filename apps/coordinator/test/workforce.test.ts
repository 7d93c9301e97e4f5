import { PROTOCOL_VERSION, type Heartbeat } from '@ram-sweep/protocol';
import { expect, it } from 'vitest';
import { Workforce } from '../src/workers/workforce.js';

const heartbeat = (worker: string, fields: Partial<Heartbeat> = {}): Heartbeat => ({
  version: PROTOCOL_VERSION,
  worker,
  host: 'host',
  pid: 1,
  engine: 'onnx',
  device: 'cpu',
  slots: 4,
  state: 'ready',
  startedAt: '2026-01-01T00:00:00Z',
  at: '2026-01-01T00:00:00Z',
  runs: [],
  ...fields,
});

it('has the slots of the workers that sent a heartbeat lately and are not leaving', () => {
  const workforce = new Workforce(1_000);
  workforce.hear(heartbeat('a'), 0);
  workforce.hear(heartbeat('b', { slots: 2 }), 500);
  workforce.hear(heartbeat('c', { state: 'draining' }), 500);
  expect(workforce.slots(1_000)).toBe(6);
  // Of `a` nothing was heard for longer than a second.
  expect(workforce.slots(1_001)).toBe(2);
  workforce.hear(heartbeat('b', { state: 'draining' }), 1_002);
  expect(workforce.slots(1_003)).toBe(0);
});

it('hands out the newest heartbeat of each worker once', () => {
  const workforce = new Workforce(1_000);
  workforce.hear(heartbeat('a', { slots: 1 }), 0);
  workforce.hear(heartbeat('b'), 0);
  workforce.hear(heartbeat('a', { slots: 3 }), 1);
  expect(workforce.takeUnrecorded().map(({ worker, slots }) => [worker, slots])).toEqual([
    ['a', 3],
    ['b', 4],
  ]);
  expect(workforce.takeUnrecorded()).toEqual([]);
});

it('does not bring back a worker that has ended by what it sent before; its successor counts', () => {
  const workforce = new Workforce(1_000);
  workforce.hear(heartbeat('a'), 0);
  workforce.forget('a');
  expect(workforce.hear(heartbeat('a'), 1)).toBe(false);
  expect([workforce.slots(2), workforce.takeUnrecorded()]).toEqual([0, []]);
  expect(workforce.hear(heartbeat('a', { startedAt: '2026-01-01T00:00:05Z' }), 3)).toBe(true);
  expect(workforce.slots(4)).toBe(4);
});

it('finds the worker that a process was', () => {
  const workforce = new Workforce(1_000);
  workforce.hear(heartbeat('a', { pid: 7 }), 0);
  workforce.hear(heartbeat('b', { pid: 7, host: 'another' }), 0);
  expect(workforce.find({ host: 'another', pid: 7 })).toBe('b');
  expect(workforce.find({ host: 'host', pid: 8 })).toBeUndefined();
});
