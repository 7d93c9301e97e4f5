import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '../program/sandbox.js';
import { undoing } from './undo.js';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A shell on a terminal of a given size, in a tmux of its own. */
export class Terminal implements Disposable {
  readonly #socket: string;
  readonly #undo: Disposable;

  private constructor(socket: string) {
    this.#socket = socket;
    this.#undo = undoing(() => void spawnSync('tmux', ['-S', socket, 'kill-server']));
  }

  /** `folder`: where the shell is. `env`: variables that it has beyond ours. */
  static async open(
    folder: string,
    { columns, rows, env }: Size & { readonly env: Readonly<Record<string, string>> },
  ): Promise<Terminal> {
    const socket = join(folder, `tmux-${columns}x${rows}`);
    const terminal = new Terminal(socket);
    const size = ['-x', String(columns), '-y', String(rows)];
    // -u: whatever the locale is, the terminal shows UTF-8.
    const args = ['-u', '-S', socket, '-f', '/dev/null', 'new-session', '-d', ...size, '-c', folder, 'sh'];
    await promisify(execFile)('tmux', args, { env: { ...process.env, ...env, ENV: '' } });
    await terminal.#tmux('set-option', '-g', 'status', 'off');
    await terminal.#waitFor('a shell', (lines) => /[$#]$/.test(lines.at(-1)!));
    await terminal.#enter("PS1='$ '; clear");
    return terminal;
  }

  /** Waits for the shell's prompt, then types a line and Enter. */
  async type(line: string): Promise<void> {
    await this.prompt();
    await this.#enter(line);
  }

  async press(key: string): Promise<void> {
    await this.#tmux('send-keys', key);
  }

  /** As a person who drags the corner of the window. */
  async resize({ columns, rows }: Size): Promise<void> {
    await this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** Lines of what is shown, without those at the end that are empty. */
  async screen(): Promise<string[]> {
    return (await this.#tmux('capture-pane', '-p')).trimEnd().split('\n');
  }

  /** What is shown, with the sequences that style it. */
  styles(): Promise<string> {
    return this.#tmux('capture-pane', '-p', '-e');
  }

  /** Waits until at most so many lines are shown; returns them. */
  atMost(rows: number): Promise<string[]> {
    return this.#waitFor(`at most ${rows} lines`, (lines) => lines.length <= rows);
  }

  /** Waits until a line matches; returns all lines. */
  until(pattern: RegExp): Promise<string[]> {
    return this.#waitFor(String(pattern), (lines) => lines.some((line) => pattern.test(line)));
  }

  /** Waits until the shell waits for a line; returns all lines. */
  prompt(): Promise<string[]> {
    // A Ctrl-C that ended a program is shown before it.
    return this.#waitFor('a prompt', (lines) => /^(\^C)?\$$/.test(lines.at(-1)!));
  }

  /** One of tmux' variables, such as `alternate_on`. */
  ask(variable: string): Promise<string> {
    return this.#tmux('display-message', '-p', `#{${variable}}`);
  }

  [Symbol.dispose](): void {
    this.#undo[Symbol.dispose]();
  }

  async #waitFor(what: string, isThere: (lines: readonly string[]) => boolean): Promise<string[]> {
    let lines: string[] = [];
    const look = async (): Promise<boolean> => isThere((lines = await this.screen()));
    await eventually(`${what} on the screen`, look).catch((error: Error) => {
      throw new Error(`${error.message}. It shows:\n${lines.join('\n')}`, { cause: error });
    });
    return lines;
  }

  async #enter(line: string): Promise<void> {
    await this.#tmux('send-keys', '-l', line);
    // Shown before it is sent, so that a prompt that is seen from now on is the next one.
    await this.#waitFor(line, (lines) => lines.at(-1)!.endsWith(line));
    await this.press('Enter');
  }

  async #tmux(...args: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)('tmux', ['-u', '-S', this.#socket, ...args]);
    return stdout.replace(/\n$/, '');
  }
}
