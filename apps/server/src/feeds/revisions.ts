import { randomBytes } from 'node:crypto';

/**
 * Numbers for everything that is sent to viewers, counting up for as long as this process runs. A viewer that comes
 * back names the last one that it has; one of another process is older than all.
 */
export class Revisions {
  readonly #process = randomBytes(4).toString('hex');
  #last = 0;

  next(): number {
    this.#last += 1;
    return this.#last;
  }

  nameOf(revision: number): string {
    return `${this.#process}-${revision}`;
  }

  /** 0 for a name that is not ours. */
  named(name: string): number {
    const [, process, digits] = /^([0-9a-f]{8})-(\d{1,15})$/.exec(name) ?? [];
    return process === this.#process ? Number(digits) : 0;
  }
}
