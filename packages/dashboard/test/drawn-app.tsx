import { EventEmitter } from 'node:events';
import type { Reader } from '@ram-sweep/store/read';
import { render } from 'ink';
import { App, type AppProps } from '../src/app.js';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/**
 * Readings after which nothing more comes of a moment: what needs a second look, such as the room for workers, is done.
 */
const SETTLED = 24;

/** The whole dashboard on a screen of our own, with a keyboard. */
export class DrawnApp implements Disposable {
  readonly #stdout: FakeScreen;
  readonly #stdin = new FakeKeyboard();
  readonly #app: ReturnType<typeof render>;
  #readings = 0;

  constructor(props: Pick<AppProps, 'reader' | 'studyId' | 'trace'>, size: Size) {
    this.#stdout = new FakeScreen(size);
    const { reader } = props;
    const counted: Pick<Reader, 'query'> = {
      query: async (read) => {
        const found = await reader.query(read);
        this.#readings += 1;
        return found;
      },
    };
    this.#app = render(
      <App
        {...props}
        reader={counted as Reader}
        stopTrial={() => Promise.resolve('')}
        drives={false}
        isDriven={() => Promise.resolve(true)}
        troubles={() => Promise.resolve([])}
        configOf={() => Promise.reject(new Error('no config'))}
        pictures="truecolor"
        clipboard={false}
        send={() => undefined}
        onExit={() => undefined}
      />,
      {
        stdout: this.#stdout as unknown as NodeJS.WriteStream,
        stdin: this.#stdin as unknown as NodeJS.ReadStream,
        debug: true,
        exitOnCtrlC: false,
        patchConsole: false,
      },
    );
  }

  get frame(): string {
    return this.#stdout.frame;
  }

  press(key: string): void {
    this.#stdin.type(key);
  }

  /** The frame once the study has been read often enough. */
  async settled(): Promise<string> {
    const enough = this.#readings + SETTLED;
    await this.until(() => this.#readings >= enough);
    return this.frame;
  }

  async until(isThere: () => boolean): Promise<void> {
    while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  [Symbol.dispose](): void {
    this.#app.unmount();
  }
}

class FakeScreen extends EventEmitter {
  readonly columns: number;
  readonly rows: number;
  frame = '';

  constructor({ columns, rows }: Size) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  readonly write = (frame: string): boolean => {
    if (frame !== '') this.frame = frame;
    return true;
  };
}

class FakeKeyboard extends EventEmitter {
  readonly isTTY = true;
  #typed: string | null = null;

  type(keys: string): void {
    this.#typed = keys;
    this.emit('readable');
  }

  read(): string | null {
    const typed = this.#typed;
    this.#typed = null;
    return typed;
  }

  setEncoding(): void {}
  setRawMode(): void {}
  resume(): void {}
  pause(): void {}
  ref(): void {}
  unref(): void {}
}
