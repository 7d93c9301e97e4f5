import { retinaSize, type ModelSpec } from '@ram-sweep/ram';
import type { Value } from './graph-builder.js';
import type { Graph } from './operators.js';

/**
 * The retina (paper §3.1, "glimpse sensor"), inside the graph because l_{t+1} depends on h_t.
 *
 * Patch j covers g·2^j pixels from `start`, mean-pooled by f = 2^j: its cell (y, x) is the mean of the f×f pixels from
 * (start_y + f·y, start_x + f·x). All such means, for every pixel position, do not depend on the location. They are
 * made once per image: level j of a pyramid holds the mean of the f×f window at every position p = −f … S per axis.
 * (At −f and S the window lies outside the image whole, and so it does beyond: positions are clamped into that range.)
 * A glimpse is then one gather of k·g² numbers per row: cell (y, x) is level j at clamp(start + f·cell).
 */
export interface Pyramid {
  /** [rows, Σ_j side_j²]: the levels one after the other. */
  readonly cells: Value;
  readonly levels: readonly Level[];
}

interface Level {
  /** Window side f = 2^j in pixels. */
  readonly window: number;
  /** Positions per axis: −f … S. */
  readonly side: number;
  /** Where the level begins in a row of `cells`. */
  readonly offset: number;
}

export function pyramid(graph: Graph, spec: ModelSpec, images: Value): Pyramid {
  const levels = pyramidLevels(spec);
  const { imageSize } = spec;
  // One pixel of background all round; pooling pads the rest, but never a whole window.
  const border = graph.int64s([0, 0, 1, 1, 0, 0, 1, 1]);
  const framed = graph.node('Pad', [graph.reshape(images, [-1, 1, imageSize, imageSize]), border]);
  const flat = levels.map(({ window, side }) => {
    const means = window === 1 ? framed : windowMeans(graph, framed, window);
    return graph.reshape(means, [-1, side * side]);
  });
  return { cells: graph.concat(flat, 1), levels };
}

/** ρ [rows, k·g²] of the glimpse at `location` [rows, 2], in the order patch, row, column. */
export function glimpse(graph: Graph, spec: ModelSpec, { cells, levels }: Pyramid, location: Value): Value {
  const { patchSize } = spec;
  const positions = cellPositions(graph, spec, levels, location);
  // Index of (y, x) in its row of cells: offset + (y + f)·side + (x + f).
  const stride = perLevel(graph, levels, ({ side }) => [1, side]);
  const origin = perLevel(graph, levels, ({ window, side, offset }) => [window, window * side + offset]);
  const index = graph.add(graph.multiply(positions, stride), origin);
  const [columns, rows] = graph.nodes('Split', [index], 2, { axis: 2, num_outputs: 2 });
  const grid = graph.add(graph.reshape(rows!, [0, 0, patchSize, 1]), columns!);
  const pixels = graph.node('GatherElements', [cells, graph.reshape(grid, [0, retinaSize(spec)])], { axis: 1 });
  return normalised(graph, spec, pixels);
}

/** Pixel position of every cell by axis, clamped to where the level has cells: int32 [rows, k, 2, g]. */
function cellPositions(graph: Graph, spec: ModelSpec, levels: readonly Level[], location: Value): Value {
  const { imageSize, patchSize } = spec;
  // start = floor(c − s/2 + 1/2), c = (l + 1)/2 · S
  const centre = graph.scale(graph.add(location, graph.float(1)), imageSize / 2);
  const shift = levels.map(({ window }) => 0.5 - (patchSize * window) / 2);
  const start = graph.floor(
    graph.add(graph.reshape(centre, [0, 1, 2, 1]), graph.floats(shift, [levels.length, 1, 1])),
  );
  const steps = levels.flatMap(({ window }) => Array.from({ length: patchSize }, (_, cell) => window * cell));
  // Clamped as integers, so that even a location that is not a number stays inside.
  const position = graph.add(graph.toInt32(start), graph.int32s(steps, [levels.length, 1, patchSize]));
  const low = perLevel(graph, levels, ({ window }) => [-window, -window]);
  const high = perLevel(graph, levels, () => [imageSize, imageSize]);
  return graph.node('Min', [graph.node('Max', [position, low]), high]);
}

function normalised(graph: Graph, spec: ModelSpec, pixels: Value): Value {
  const { pixelShift, pixelGain } = spec;
  const shifted = pixelShift === 0 ? pixels : graph.subtract(pixels, graph.float(pixelShift));
  return graph.scale(shifted, pixelGain);
}

function windowMeans(graph: Graph, framed: Value, window: number): Value {
  const pad = window - 1;
  return graph.node('AveragePool', [framed], {
    kernel_shape: [window, window],
    pads: [pad, pad, pad, pad],
    count_include_pad: 1,
  });
}

function pyramidLevels(spec: ModelSpec): Level[] {
  const levels: Level[] = [];
  let offset = 0;
  for (let patch = 0; patch < spec.scale; patch += 1) {
    const window = 2 ** patch;
    const side = spec.imageSize + window + 1;
    levels.push({ window, side, offset });
    offset += side * side;
  }
  return levels;
}

/** int32 [k, 2, 1]: one number for x and one for y on each level. */
function perLevel(graph: Graph, levels: readonly Level[], xy: (level: Level) => [number, number]): Value {
  return graph.int32s(levels.flatMap(xy), [levels.length, 2, 1]);
}
