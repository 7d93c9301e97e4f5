import type { Log } from '@ram-sweep/log';
import type { Bus } from '../bus.js';

/**
 * Says in the log when the server is lost, and when it is back: a program that only waits looks as if it hung. Resolves
 * when the bus is closed.
 */
export async function logConnection(bus: Pick<Bus, 'status'>, log: Log): Promise<void> {
  for await (const { connected, server } of bus.status()) {
    if (connected) log.info('connected to NATS again', { server });
    else log.warn('NATS is unreachable; waiting for it', { server });
  }
}
