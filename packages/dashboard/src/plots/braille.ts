/** The bits of a braille character's dots, by row and column. */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A picture of dots, two by four in each cell of the terminal; (0, 0) is the dot at the bottom left. */
export class Braille {
  readonly width: number;
  readonly height: number;
  readonly #cells: Uint8Array;
  readonly #columns: number;

  /** In cells. */
  constructor(columns: number, rows: number) {
    this.#columns = columns;
    this.width = columns * 2;
    this.height = rows * 4;
    this.#cells = new Uint8Array(columns * rows);
  }

  /** Dots beyond the edges are left out. */
  dot(x: number, y: number): void {
    const [column, row] = [Math.round(x), this.height - 1 - Math.round(y)];
    // Not a number is beyond them too.
    if (!(column >= 0 && row >= 0 && column < this.width && row < this.height)) return;
    const cell = (row >> 2) * this.#columns + (column >> 1);
    this.#cells[cell]! |= DOTS[(row & 3) as 0 | 1 | 2 | 3][(column & 1) as 0 | 1];
  }

  line(from: Point, to: Point): void {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y))));
    for (let step = 0; step <= steps; step += 1) {
      const share = step / steps;
      this.dot(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
    }
  }

  /** From top to bottom; cells without a dot are spaces. */
  lines(): string[] {
    return Array.from({ length: this.height / 4 }, (_, row) =>
      Array.from(this.#cells.subarray(row * this.#columns, (row + 1) * this.#columns), (bits) =>
        bits === 0 ? ' ' : String.fromCodePoint(0x2800 + bits),
      ).join(''),
    );
  }
}
