import { Writable } from 'node:stream';
import { enterScreen, eraseBelow, leaveScreen, moveToRow } from './control-sequences.js';
import { linesThatFit, paint } from './paint.js';
import { withoutColour } from './without-colour.js';

type Terminal = Pick<NodeJS.WriteStream, 'write' | 'columns' | 'rows' | 'on' | 'off'>;

export interface ScreenOptions {
  /** Whether colours are shown; the other styles always are. */
  readonly colours: boolean;
}

/**
 * The other screen of a terminal, as a stream of whole frames: each write is one, and takes the place of the last. Ink
 * composes the frames and this draws them, as Ink's own way of drawing erases the terminal's scrollback where a frame
 * is as high as the screen. A frame that is higher is cut. Where the terminal is slow, frames in between are left out.
 */
export class Screen extends Writable {
  /** Ink then writes frames alone, and leaves the cursor to us. */
  readonly isTTY = false;
  readonly #terminal: Terminal;
  readonly #colours: boolean;
  #frame = '';
  #shown: readonly string[] = [];
  #open = true;

  /** Takes the terminal's other screen, until {@link close} or the end of the process. */
  constructor(terminal: Terminal, { colours }: ScreenOptions) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
    this.#colours = colours;
    terminal.on('resize', this.#resized);
    process.on('SIGCONT', this.#continued);
    process.once('exit', this.close);
    terminal.write(enterScreen);
  }

  get columns(): number {
    return this.#terminal.columns;
  }

  get rows(): number {
    return this.#terminal.rows;
  }

  /** Sends the terminal what shows nothing and moves no cursor, such as a text for its clipboard. */
  send(sequence: string): void {
    if (this.#open) this.#terminal.write(sequence);
  }

  /** Gives back the screen that was there before, with all that stood on it. More than once does no harm. */
  readonly close = (): void => {
    if (!this.#open) return;
    this.#open = false;
    process.off('exit', this.close);
    process.off('SIGCONT', this.#continued);
    this.#terminal.off('resize', this.#resized);
    this.#terminal.write(leaveScreen);
  };

  override _write(frame: string, _encoding: BufferEncoding, done: () => void): void {
    this.#show(frame, done);
  }

  override _writev(frames: { chunk: string }[], done: () => void): void {
    this.#show(frames.findLast(({ chunk }) => chunk !== '')?.chunk ?? '', done);
  }

  /** An empty frame is none: with it Ink waits until the others are written. */
  #show(frame: string, done: () => void): void {
    if (!this.#open || frame === '') return done();
    this.#frame = frame;
    const lines = linesThatFit(this.#colours ? frame : withoutColour(frame), this.rows);
    const sequence = paint(this.#shown, lines);
    this.#shown = lines;
    if (sequence === '') done();
    // A terminal that is gone is its owner's to notice.
    else this.#terminal.write(sequence, () => done());
  }

  /** Terminals do with what they show as they like when their size changes, so all is drawn anew. */
  readonly #resized = (): void => {
    this.#redraw(`${moveToRow(0)}${eraseBelow}`);
    this.emit('resize');
  };

  /** After a stop the shell has had the terminal. */
  readonly #continued = (): void => this.#redraw(enterScreen);

  #redraw(first: string): void {
    this.send(first);
    this.#shown = [];
    this.#show(this.#frame, () => undefined);
  }
}
