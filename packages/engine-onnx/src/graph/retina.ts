import type { ModelSpec } from '@ram-sweep/ram';
import type { Value } from '../onnx/graph-builder.js';
import { packOffsets } from './offset-tables.js';
import type { Graph } from '../onnx/operators.js';

/**
 * The retina (paper §3.1, "glimpse sensor"), inside the graph because l_{t+1} depends on h_t.
 *
 * Patch j covers g·2^j pixels from `start`, mean-pooled by f = 2^j: its cell (y, x) is the mean of the f×f pixels from
 * (start_y + f·y, start_x + f·x). Which means there are does not depend on the location, so all of them are made once
 * per image: level j holds the mean of the f×f window at every position p = −f … S per axis. (At −f and S the window
 * lies entirely outside the image, as it does beyond: positions are clamped to that range.)
 * A glimpse is then k·g² numbers read from the levels.
 */
export interface Level {
  /** [rows, side²] */
  readonly means: Value;
  /** Window side f = 2^j in pixels. */
  readonly window: number;
  /** Positions per axis: −f … S. */
  readonly side: number;
}

/** The k levels of every image. */
export function pyramid(graph: Graph, spec: ModelSpec, images: Value): Level[] {
  const { imageSize, scale } = spec;
  const pixels = graph.reshape(images, [-1, imageSize, imageSize]);
  return Array.from({ length: scale }, (_, patch) => {
    const window = 2 ** patch;
    const side = imageSize + window + 1;
    const means = window === 1 ? framed(graph, pixels) : windowMeans(graph, pixels, imageSize, window);
    return { means: graph.reshape(means, [-1, side * side]), window, side };
  });
}

/** ρ [rows, k·g²] of the glimpse at `location` [rows, 2], in the order patch, row, column. */
export function retina(graph: Graph, spec: ModelSpec, levels: readonly Level[], location: Value): Value {
  const { patchSize, scale } = spec;
  const [columns, rows] = graph.split(cellOffsets(graph, spec, levels, location), 2, 2);
  const grid = graph.add(graph.reshape(rows!, [0, 0, patchSize, 1]), columns!);
  const patches = graph.split(grid, 1, scale).map((cells, patch) => {
    const flat = graph.reshape(cells, [0, patchSize * patchSize]);
    return graph.node('GatherElements', [levels[patch]!.means, flat], { axis: 1 });
  });
  return normalised(graph, spec, graph.concat(patches, 1));
}

/**
 * Offset of every cell in its level by axis, int32 [rows, k, 2, g]: x + f for a column and (y + f)·side for a row, each
 * clamped to where the level has cells. Read from a table with an entry for each start −s … S of a patch.
 */
function cellOffsets(graph: Graph, spec: ModelSpec, levels: readonly Level[], location: Value): Value {
  const { rows, zeros, lows, highs } = packOffsets(spec, levels);
  const perTable = (values: readonly number[]) => graph.int32s(values, [levels.length, 2]);
  const entry = graph.add(starts(graph, spec, levels, location), perTable(zeros));
  // Clamped as integers, so that even a location that is not a number stays inside.
  const inside = graph.node('Min', [graph.node('Max', [entry, perTable(lows)]), perTable(highs)]);
  return graph.node('Gather', [graph.int32s(rows.flat(), [rows.length, spec.patchSize]), inside]);
}

/** First pixel of every patch by axis, int32 [rows, k, 2]: floor(c − s/2 + 1/2), c = (l + 1)/2 · S. */
function starts(
  graph: Graph,
  { imageSize, patchSize }: ModelSpec,
  levels: readonly Level[],
  location: Value,
): Value {
  const centre = graph.scale(graph.add(location, graph.float(1)), imageSize / 2);
  const shift = graph.floats(
    levels.map(({ window }) => 0.5 - (patchSize * window) / 2),
    [levels.length, 1],
  );
  return graph.toInt32(graph.floor(graph.add(graph.reshape(centre, [0, 1, 2]), shift)));
}

function normalised(graph: Graph, spec: ModelSpec, pixels: Value): Value {
  const { pixelShift, pixelGain } = spec;
  const shifted = pixelShift === 0 ? pixels : graph.subtract(pixels, graph.float(pixelShift));
  return graph.scale(shifted, pixelGain);
}

/** The pixels themselves with one of background all round. */
function framed(graph: Graph, pixels: Value): Value {
  return graph.node('Pad', [pixels, graph.int64s([0, 1, 1, 0, 1, 1])]);
}

/**
 * Means of the f×f windows at every position: B · pixels · Bᵀ [rows, side, side] with a banded matrix B [side, S].
 * Most of B is zero, and still these products take a fraction of the time of AveragePool with stride 1.
 */
function windowMeans(graph: Graph, pixels: Value, imageSize: number, window: number): Value {
  const side = imageSize + window + 1;
  // Row p + f is for position p and covers the pixels p … p + f − 1.
  const weight = (row: number, pixel: number) => (row - window <= pixel && pixel < row ? 1 / window : 0);
  const across = Array.from({ length: imageSize * side }, (_, at) =>
    weight(at % side, Math.floor(at / side)),
  );
  const down = Array.from({ length: side * imageSize }, (_, at) =>
    weight(Math.floor(at / imageSize), at % imageSize),
  );
  const columns = graph.node('MatMul', [pixels, graph.floats(across, [imageSize, side])]);
  return graph.node('MatMul', [graph.floats(down, [side, imageSize]), columns]);
}
