import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { coordinatorProgram } from '@ram-sweep/coordinator/program';
import { workerProgram } from '@ram-sweep/worker/program';
import { environmentFor } from '@ram-sweep/studies/process-environment';

type Program = 'coordinator' | 'worker';

/** The file of each program. */
export type ProgramFiles = Readonly<Record<Program, string>>;

export const programFiles = (): ProgramFiles => ({
  coordinator: fileURLToPath(coordinatorProgram),
  worker: fileURLToPath(workerProgram),
});

export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

interface ChildOptions {
  readonly program: Program;
  readonly file: string;
  /** What its lines of the log are told by. */
  readonly label: string;
  /** Sent to it as its first message. */
  readonly options: object;
  /** Set on top of what the program is to see of our environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** One process of a sweep: its options go in as the first message, its lines go to our standard error. */
export class Child {
  readonly label: string;
  readonly exited: Promise<ChildExit>;
  readonly #process: ChildProcess;
  #hasTrained = false;

  constructor({ program, file, label, options, env = {} }: ChildOptions) {
    this.label = label;
    // The label is what its own log lines carry as well, and no secret.
    this.#process = fork(file, [label], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...environmentFor(program), ...env },
    });
    this.exited = new Promise((resolve) => {
      this.#process.once('exit', (code, signal) => resolve({ code, signal }));
      this.#process.once('error', () => resolve({ code: 1, signal: null }));
    });
    this.#process.on('error', () => undefined);
    // Only workers send something, and nothing else.
    this.#process.on('message', () => (this.#hasTrained = true));
    this.#process.send(options, () => undefined);
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Whether it has trained a trial, which may be what ended it. */
  get hasTrained(): boolean {
    return this.#hasTrained;
  }

  /** Sends one more message; one that has ended hears nothing. */
  tell(message: object): void {
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  /** Asks the process to end, and ends it for good if it has not after `patienceMs`. */
  async stop(patienceMs: number): Promise<ChildExit> {
    this.#process.kill('SIGTERM');
    const late = new AbortController();
    const timeout = sleep(patienceMs, 'late' as const, { signal: late.signal }).catch(() => 'ended' as const);
    if ((await Promise.race([this.exited, timeout])) === 'late') this.#process.kill('SIGKILL');
    late.abort();
    return this.exited;
  }
}
