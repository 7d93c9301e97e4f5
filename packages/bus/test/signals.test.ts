import { once, EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { PROTOCOL_VERSION, type Control, type Heartbeat } from '@ram-sweep/protocol';
import { expect, test } from 'vitest';
import { BusClosedError, InvalidMessageError } from '../src/index.js';
import { heartbeat, newStudy } from './messages.js';
import { onNats } from './on-nats.js';

const server = onNats();

const cancel = (study: string): Control => ({
  version: PROTOCOL_VERSION,
  kind: 'cancel',
  study,
  trial: 1,
  attempt: 2,
  reason: 'stopped',
});

/** Repeats `send` until `heard` has something: a subscription may reach the server after the first message. */
async function until<Message>(heard: Message[], send: () => void): Promise<Message[]> {
  while (heard.length === 0) {
    send();
    await sleep(10);
  }
  return heard;
}

test('every coordinator hears the heartbeats of all workers', async () => {
  const coordinators = [await server.open('coordinator'), await server.open('coordinator')];
  const worker = await server.open('worker');
  for (const coordinator of coordinators) {
    const heard: Heartbeat[] = [];
    coordinator.heartbeats.listen((one) => heard.push(one));
    const [first] = await until(heard, () => worker.heartbeats.publish(heartbeat('w-7')));
    expect(first).toEqual(heartbeat('w-7'));
  }
});

test('a control reaches its worker and no other', async () => {
  const coordinator = await server.open('coordinator');
  const [one, two] = [await server.open('worker'), await server.open('worker')];
  const [heardByOne, heardByTwo]: [Control[], Control[]] = [[], []];
  one.controls.listen('one', (control) => heardByOne.push(control));
  two.controls.listen('two', (control) => heardByTwo.push(control));
  const study = newStudy();
  const heard = await until(heardByOne, () => coordinator.controls.send('one', cancel(study)));
  expect(heard[0]).toEqual(cancel(study));
  expect(heardByTwo).toEqual([]);
});

test('a closed listener hears nothing more; one that throws continues', async () => {
  const coordinator = await server.open('coordinator');
  const calls = new EventEmitter();
  const listener = coordinator.heartbeats.listen((one) => {
    calls.emit('heard', one);
    throw new Error('handler broke');
  });
  for (let again = 0; again < 2; again += 1) {
    const heard = once(calls, 'heard');
    coordinator.heartbeats.publish(heartbeat('w1'));
    await heard;
  }
  expect(server.notices).toEqual(Array.from({ length: 2 }, () => expect.stringContaining('handler broke')));
  listener.close();
  let more = 0;
  calls.on('heard', () => (more += 1));
  coordinator.heartbeats.publish(heartbeat('w1'));
  await sleep(100);
  expect(more).toBe(0);
});

test('signals are dropped while the server is unreachable, and flow again afterwards', async () => {
  const [coordinator, worker] = [await server.open('coordinator'), await server.open('worker')];
  const heard: Heartbeat[] = [];
  coordinator.heartbeats.listen((one) => heard.push(one));
  await until(heard, () => worker.heartbeats.publish(heartbeat('w1')));
  await server.nats.kill();
  worker.heartbeats.publish(heartbeat('lost'));
  await server.nats.restart();
  heard.length = 0;
  expect((await until(heard, () => worker.heartbeats.publish(heartbeat('w2'))))[0]?.worker).toBe('w2');
});

test('a signal that the protocol does not allow is not sent, and nothing is sent when the bus is closed', async () => {
  const worker = await server.open('worker');
  expect(() => worker.heartbeats.publish(heartbeat('not a worker id'))).toThrow(InvalidMessageError);
  await worker.close();
  expect(() => worker.heartbeats.publish(heartbeat('w1'))).toThrow(BusClosedError);
});
