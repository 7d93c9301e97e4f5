import type { Bus, Delivery } from '../src/index.js';

/** The next job that nobody else has; null when `signal` aborts. */
export async function takeOne(bus: Bus, { signal }: { signal?: AbortSignal } = {}): Promise<Delivery | null> {
  const [delivery] = await bus.jobs.takeSome({ atMost: 1, signal });
  return delivery ?? null;
}
