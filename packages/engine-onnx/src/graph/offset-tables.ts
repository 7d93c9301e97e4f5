import type { ModelSpec } from '@ram-sweep/ram';

/** Side of a level's window in pixels, f = 2^j, and its positions per axis, −f … S. */
interface LevelSize {
  readonly window: number;
  readonly side: number;
}

/** The tables of all levels, one below the other: for each level first the columns, then the rows. */
interface PackedOffsets {
  /** Offsets of the g cells of a patch along one axis, for each place of its first pixel. */
  readonly rows: readonly (readonly number[])[];
  /** By table: the row of a patch that starts at pixel 0. */
  readonly zeros: readonly number[];
  /** By table: its first row and its last. */
  readonly lows: readonly number[];
  readonly highs: readonly number[];
}

export function packOffsets(spec: ModelSpec, levels: readonly LevelSize[]): PackedOffsets {
  const tables = levels.flatMap((level) =>
    [1, level.side].map((stride) => ({
      rows: offsetTable(spec, level, stride),
      patchSide: spec.patchSize * level.window,
    })),
  );
  const lows = tables.map((_, index) =>
    tables.slice(0, index).reduce((sum, { rows }) => sum + rows.length, 0),
  );
  return {
    rows: tables.flatMap(({ rows }) => rows),
    zeros: tables.map(({ patchSide }, index) => lows[index]! + patchSide),
    lows,
    highs: tables.map(({ rows }, index) => lows[index]! + rows.length - 1),
  };
}

/** Offsets of a patch's cells along one axis [s + S + 1, g], for every place −s … S of its first pixel. */
function offsetTable({ imageSize, patchSize }: ModelSpec, { window }: LevelSize, stride: number): number[][] {
  const side = patchSize * window;
  return Array.from({ length: side + imageSize + 1 }, (_, row) =>
    Array.from({ length: patchSize }, (_cell, cell) => {
      const position = row - side + window * cell;
      return stride * (Math.min(Math.max(position, -window), imageSize) + window);
    }),
  );
}
