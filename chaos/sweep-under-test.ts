import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  findStudySummary,
  readTrials,
  StoreUnavailableError,
  type Reader,
  type StudySummary,
  type TrialRow,
} from '@ram-sweep/store/read';
import type { Sandbox } from '../tests/program/sandbox.js';

/** A supervisor that was killed may leave children for as long as their end takes. */
const RESUME_PAUSE_MS = 1_000;

/** One study that runs while things happen to it, and the person who types `resume` when all of it is gone. */
export class SweepUnderTest {
  readonly name: string;
  readonly #sandbox: Sandbox;
  readonly #reader: Reader;
  readonly #flags: readonly string[];
  #front: ChildProcess | undefined;
  #resumed = 0;

  constructor(sandbox: Sandbox, reader: Reader, name: string, flags: readonly string[]) {
    this.#sandbox = sandbox;
    this.#reader = reader;
    this.name = name;
    this.#flags = flags;
  }

  /** How often `resume` was needed. */
  get resumed(): number {
    return this.#resumed;
  }

  /** Process id of the `start` or `resume` that shows the sweep, while it lives. */
  get front(): number | undefined {
    return this.#front?.pid;
  }

  start(file: string): void {
    this.#show('start', file);
  }

  /** Null while the database is unreachable or the study is not made yet. */
  summary(): Promise<StudySummary | null> {
    return this.#whileAway(async () => (await findStudySummary(this.#reader, this.name)) ?? null);
  }

  /** By number; null as above. */
  async trials(): Promise<TrialRow[] | null> {
    const study = await this.summary();
    if (!study) return null;
    return this.#whileAway(() => readTrials(this.#reader, study.id, { sort: 'number' }));
  }

  /**
   * Whether the study is complete and its processes are gone. Types `resume` where nobody drives it, or nobody is left
   * to start a Postgres again that was killed as the study ended.
   */
  async isOver(): Promise<boolean> {
    if (await this.#isDriven()) return false;
    if ((await this.summary())?.state === 'complete') return true;
    await sleep(RESUME_PAUSE_MS);
    if (await this.#isDriven()) return false;
    this.#resumed += 1;
    this.#show('resume', this.name);
    return false;
  }

  async #isDriven(): Promise<boolean> {
    return this.#front !== undefined || (await this.#sandbox.pids('supervise')).length > 0;
  }

  #show(command: string, argument: string): void {
    const child = this.#sandbox.start(command, argument, '--plain', ...this.#flags);
    child.stdout?.resume();
    child.stderr?.resume();
    this.#front = child;
    child.once('exit', () => (this.#front = undefined));
  }

  async #whileAway<Value>(read: () => Promise<Value>): Promise<Value | null> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof StoreUnavailableError) return null;
      throw error;
    }
  }
}
