import type { Heartbeat } from '@ram-sweep/protocol';

/**
 * The workers that sent a heartbeat lately, whatever study they train. Times are milliseconds of a monotonic clock.
 */
export class Workforce {
  readonly #heard = new Map<string, { slots: number; at: number; host: string; pid: number; name: string }>();
  /** Processes that are known to have ended: what they sent before may still arrive. */
  readonly #ended = new Set<string>();
  readonly #patienceMs: number;
  #unrecorded = new Map<string, Heartbeat>();

  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** Whether it counts: not if its process is known to have ended. */
  hear(heartbeat: Heartbeat, now: number): boolean {
    const { worker, slots, state, host, pid } = heartbeat;
    const name = `${worker} ${heartbeat.startedAt}`;
    if (this.#ended.has(name)) return false;
    this.#unrecorded.set(worker, heartbeat);
    this.#heard.set(worker, { slots: state === 'ready' ? slots : 0, at: now, host, pid, name });
    return true;
  }

  /** Trials that the workers can train at once. */
  slots(now: number): number {
    this.#forgetSilent(now);
    return [...this.#heard.values()].reduce((sum, { slots }) => sum + slots, 0);
  }

  /** How many workers there are. */
  count(now: number): number {
    this.#forgetSilent(now);
    return this.#heard.size;
  }

  /** The worker that is, or was, this process; undefined if none sent a heartbeat. */
  find(process: { host: string; pid: number }): string | undefined {
    const found = [...this.#heard].find(([, { host, pid }]) => host === process.host && pid === process.pid);
    return found?.[0];
  }

  /** The worker is gone: what it said last is of no use any more. */
  forget(worker: string): void {
    const heard = this.#heard.get(worker);
    if (heard) this.#ended.add(heard.name);
    this.#heard.delete(worker);
    this.#unrecorded.delete(worker);
  }

  /** The newest heartbeat of each worker that sent one since the last call. */
  takeUnrecorded(): Heartbeat[] {
    const heartbeats = [...this.#unrecorded.values()];
    this.#unrecorded = new Map();
    return heartbeats;
  }

  #forgetSilent(now: number): void {
    for (const [worker, { at }] of this.#heard) {
      if (now - at > this.#patienceMs) this.#heard.delete(worker);
    }
  }
}
