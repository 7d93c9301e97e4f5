import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { undoing } from '../undo.js';

type Values = Readonly<Record<string, unknown>>;

/** What comes from the browser of its own accord. */
export interface BrowserEvent {
  readonly method: string;
  readonly params: Values;
  readonly sessionId?: string;
}

interface Reply {
  readonly id?: number;
  readonly result?: Values;
  readonly error?: { readonly message: string };
}

interface Asked {
  readonly resolve: (result: Values) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Chromium without a window, spoken to over a pipe in the DevTools protocol: messages of JSON that end with a zero
 * byte.
 */
export class DevTools implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #profile: string;
  readonly #undo: Disposable;
  readonly #asked = new Map<number, Asked>();
  readonly #listeners = new Set<(event: BrowserEvent) => void>();
  #last = 0;
  #rest = '';

  private constructor(program: string) {
    const profile = mkdtempSync(join(tmpdir(), 'ram-sweep-chromium-'));
    this.#child = spawn(
      program,
      [
        '--headless',
        '--remote-debugging-pipe',
        `--user-data-dir=${profile}`,
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--no-first-run',
        '--hide-scrollbars',
        // Its sandbox needs another user than root.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    this.#profile = profile;
    this.#undo = undoing(() => void this.#child.kill('SIGKILL'));
    const fail = (error: Error): void => {
      for (const { reject } of this.#asked.values()) reject(error);
    };
    this.#child.once('error', fail);
    this.#child.once('close', (code) => fail(new Error(`the browser ended with ${code ?? 'a signal'}`)));
    (this.#child.stdio[3] as Writable).on('error', fail);
    (this.#child.stdio[4] as Readable).setEncoding('utf8').on('data', (text: string) => this.#take(text));
  }

  static start(program: string): DevTools {
    return new DevTools(program);
  }

  /** Throws an Error with what the browser says where it refuses. */
  send(method: string, params: Values = {}, sessionId?: string): Promise<Values> {
    const id = (this.#last += 1);
    const message = JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) });
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      (this.#child.stdio[3] as Writable).write(`${message}\0`);
    });
  }

  listen(listener: (event: BrowserEvent) => void): void {
    this.#listeners.add(listener);
  }

  /** Its profile goes once none of its processes writes to it any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#child, 'close');
    this.send('Browser.close').catch(() => undefined);
    await closed;
    this.#undo[Symbol.dispose]();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  #take(text: string): void {
    const messages = `${this.#rest}${text}`.split('\0');
    this.#rest = messages.pop() ?? '';
    for (const message of messages) this.#hear(JSON.parse(message) as Reply | BrowserEvent);
  }

  #hear(message: Reply | BrowserEvent): void {
    if ('method' in message) {
      for (const listener of this.#listeners) listener(message);
      return;
    }
    const asked = this.#asked.get(message.id ?? 0);
    this.#asked.delete(message.id ?? 0);
    if (message.error) asked?.reject(new Error(message.error.message));
    else asked?.resolve(message.result ?? {});
  }
}
