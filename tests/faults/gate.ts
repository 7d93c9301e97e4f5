import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threads } from './training-threads.js';

/**
 * What holds the trainings of a sweep until a test lets them on, so that it does not matter how fast they are: none is
 * further, or over, than the test expects. The numbers are the same as ever.
 */
export class Gate implements AsyncDisposable {
  /** Environment of the workers that it holds. */
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #file: string;
  #epochs = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#file = join(folder, 'epochs');
    this.env = { ...threads('gated-thread'), TEST_GATE: this.#file };
  }

  /** Lets every training finish so many epochs. */
  static async at(epochs: number): Promise<Gate> {
    const gate = new Gate(await mkdtemp(join(tmpdir(), 'ram-sweep-gate-')));
    await gate.#let(epochs);
    return gate;
  }

  /** The last epoch that trainings are let finish. */
  get epochs(): number {
    return this.#epochs;
  }

  /** Lets every training finish so many more. */
  letMore(epochs = 1): Promise<void> {
    return this.#let(this.#epochs + epochs);
  }

  /** Lets them go to their end. */
  letAll(): Promise<void> {
    return this.#let(Infinity);
  }

  async #let(epochs: number): Promise<void> {
    this.#epochs = epochs;
    await writeFile(this.#file, String(epochs));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
