import { randomUUID } from 'node:crypto';
import { connectBus, type Bus, type BusOptions } from '../src/index.js';
import { startTestNats, type TestNats } from '@ram-sweep/testkit';
import { afterAll, afterEach, beforeAll } from 'vitest';

type Role = BusOptions['role'];

export interface OnNats {
  readonly nats: TestNats;
  /** A bus that is closed after the test. Its notices are collected in `notices`. */
  open(role: Role, options?: Partial<BusOptions>): Promise<Bus>;
  readonly notices: string[];
}

/** Returns when the server knows of every subscription that the bus has made or ended so far. */
export async function subscribed(bus: Bus): Promise<void> {
  await bus.jobs.waiting(randomUUID());
}

/** One real nats-server for the tests of a file. */
export function onNats(): OnNats {
  const opened: Bus[] = [];
  const notices: string[] = [];
  let nats: TestNats;
  beforeAll(async () => {
    nats = await startTestNats();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((bus) => bus.close()));
    notices.length = 0;
  });
  afterAll(() => nats?.stop());
  return {
    get nats() {
      return nats;
    },
    notices,
    open: async (role, options = {}) => {
      const who = role === 'worker' ? nats.worker : nats.coordinator;
      const bus = await connectBus(
        { servers: nats.url, ...who, name: `test ${role}`, role, ...options },
        { notice: (message) => notices.push(message) },
      );
      opened.push(bus);
      return bus;
    },
  };
}
