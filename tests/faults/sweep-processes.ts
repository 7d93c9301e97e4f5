import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { keepEvidence, lastLines } from '../program/evidence.js';
import { processFiles } from '../program/programs.js';

const RESTART_MS = 250;
/** As by default: long enough for every machine. Tests of what happens after a lease have a shorter one. */
const LEASE_MS = 10_000;

type Program = keyof typeof processFiles;

/** One process of a sweep, started again when it ends for a reason that a restart may mend, as a supervisor does. */
export class KeptProcess {
  /** Code of the end that was for good. */
  readonly ended: Promise<number | null>;
  readonly #program: Program;
  readonly #options: object;
  readonly #env: Readonly<Record<string, string>>;
  readonly #exits: { code: number | null; after: number }[] = [];
  #child!: ChildProcess;
  #log = '';
  #stopping = false;

  constructor(program: Program, options: object, env: Readonly<Record<string, string>> = {}) {
    this.#program = program;
    this.#options = options;
    this.#env = env;
    this.ended = this.#keep();
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** All that it has written, restarts included. */
  get log(): string {
    return this.#log;
  }

  /** Codes with which it has ended so far. */
  get exits(): readonly (number | null)[] {
    return this.#exits.map(({ code }) => code);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Sends a message; its answer is the next message that comes back. */
  ask<Answer>(question: object): Promise<Answer> {
    return new Promise((resolve) => {
      this.#child.once('message', (answer) => resolve(answer as Answer));
      this.#child.send(question);
    });
  }

  /** Ends it for good. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#stopping = true;
    this.#child.kill(signal);
    await this.ended;
  }

  async #keep(): Promise<number | null> {
    for (;;) {
      const code = await this.#live();
      const isPassing = code === null || code === 1 || code === 5;
      if (this.#stopping || !isPassing) return code;
      await sleep(RESTART_MS);
    }
  }

  #live(): Promise<number | null> {
    const began = performance.now();
    const child = fork(processFiles[this.#program], [], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...this.#env },
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#log += text));
    child.send(this.#options, () => undefined);
    return new Promise((resolve) => {
      child.once('close', (code) => {
        this.#exits.push({ code, after: performance.now() - began });
        resolve(code);
      });
    });
  }
}

export interface SweepOptions {
  /** Name of a study that stands already. */
  readonly study: string;
  readonly databaseUrl: string;
  readonly coordinator: NatsUser;
  /** One process each. */
  readonly workers: readonly (NatsUser & WorkerUnderTest)[];
  readonly leaseMs?: number;
  readonly cacheDir: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface WorkerUnderTest {
  readonly slots?: number;
  readonly hangMs?: number;
  readonly dataDir?: string;
}

interface NatsUser {
  readonly servers: string;
  readonly user: string;
  readonly password: string;
}

/** The processes of a sweep, each with a way of its own to the servers. */
export class SweepProcesses implements AsyncDisposable {
  readonly coordinator: KeptProcess;
  readonly workers: readonly KeptProcess[];

  constructor({ study, databaseUrl, coordinator, workers, leaseMs = LEASE_MS, cacheDir, env }: SweepOptions) {
    this.coordinator = new KeptProcess(
      'coordinator',
      { study, databaseUrl, leaseMs, bus: { ...coordinator, name: 'coordinator', role: 'coordinator' } },
      env,
    );
    this.workers = workers.map(
      ({ slots, hangMs, dataDir, ...user }) =>
        new KeptProcess(
          'worker',
          {
            bus: { ...user, name: 'worker', role: 'worker' },
            cacheDir,
            engine: 'onnx',
            heartbeatMs: leaseMs / 5,
            ...(slots ? { slots } : {}),
            ...(hangMs ? { hangMs } : {}),
            ...(dataDir ? { dataDir } : {}),
          },
          env,
        ),
    );
    keepEvidence(() => lastLines(`processes of ${study}`, this.log));
  }

  /** Waits for the end of the study; the workers leave then. */
  async finish(): Promise<number | null> {
    const code = await this.coordinator.ended;
    await Promise.all(this.workers.map((worker) => worker.stop()));
    return code;
  }

  get log(): string {
    return [this.coordinator, ...this.workers].map(({ log }) => log).join('');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.coordinator, ...this.workers].map((each) => each.stop('SIGKILL')));
  }
}
