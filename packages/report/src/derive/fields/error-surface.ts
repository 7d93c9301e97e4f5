import type { ReportTrial } from '../../report-trial.js';
import { paramOf, type FieldAxis } from './field-axis.js';

/** The error as a smooth function of two fields, on a grid over both axes. */
export interface ErrorSurface {
  /** Cells of a side; cell (column, row) has its middle at place (column + ½, row + ½) / side. */
  readonly side: number;
  /** [side²], row by row from place 0: the error as a share; NaN where no trial is near. */
  readonly errors: readonly number[];
  readonly points: readonly SurfacePoint[];
}

export interface SurfacePoint {
  readonly trial: number;
  readonly x: number;
  readonly y: number;
  readonly error: number;
}

const SIDE = 48;

/** An error of 0 counts as this in the logarithm: a tenth of an image in 10,000. */
const SMALLEST_ERROR = 1e-5;

/** A cell whose nearest trials weigh less than this together, in trials at its middle, says nothing. */
const LEAST_WEIGHT = 0.05;

/**
 * Kernel regression (Nadaraya 1964, Watson 1964) of the logarithm of the error over the places of two fields: each cell
 * is the mean over all trials with normal weights. Bandwidths by Scott's rule in two dimensions, s · n^(−1/6), and
 * never below a twentieth of the axis. A field of choices has no distances: there a trial weighs only within its own
 * choice.
 */
export function errorSurface(x: FieldAxis, y: FieldAxis, trials: readonly ReportTrial[]): ErrorSurface {
  const points = surfacePoints(x, y, trials);
  const widths = {
    x: bandwidth(points.map((point) => point.x)),
    y: bandwidth(points.map((point) => point.y)),
  };
  const across = points.map((point) => weights(x, point.x, widths.x));
  const along = points.map((point) => weights(y, point.y, widths.y));
  const logs = points.map(({ error }) => Math.log(Math.max(error, SMALLEST_ERROR)));
  const errors = Array.from({ length: SIDE * SIDE }, (_, cell) => {
    const [column, row] = [cell % SIDE, Math.floor(cell / SIDE)];
    let weight = 0;
    let sum = 0;
    for (let index = 0; index < points.length; index += 1) {
      const own = across[index]![column]! * along[index]![row]!;
      weight += own;
      sum += own * logs[index]!;
    }
    return weight < LEAST_WEIGHT ? Number.NaN : Math.exp(sum / weight);
  });
  return { side: SIDE, errors, points };
}

function surfacePoints(x: FieldAxis, y: FieldAxis, trials: readonly ReportTrial[]): SurfacePoint[] {
  return trials.flatMap((trial) => {
    const [across, along] = [placeOn(x, trial), placeOn(y, trial)];
    const { number, bestValidationError: error } = trial;
    return across === null || along === null || error === null
      ? []
      : [{ trial: number, x: across, y: along, error }];
  });
}

function placeOn(axis: FieldAxis, { params }: ReportTrial): number | null {
  const value = paramOf(params, axis.field);
  return value === undefined ? null : axis.place(value);
}

/** A trial's weight in each cell along one axis. */
function weights(axis: FieldAxis, place: number, width: number): number[] {
  return Array.from({ length: SIDE }, (_, cell) => {
    const at = (cell + 0.5) / SIDE;
    if (!axis.isOrdered)
      return Math.floor(at * axis.valueCount) === Math.floor(place * axis.valueCount) ? 1 : 0;
    return Math.exp(-(((at - place) / width) ** 2) / 2);
  });
}

function bandwidth(places: readonly number[]): number {
  const mean = places.reduce((sum, place) => sum + place, 0) / places.length;
  const variance =
    places.reduce((sum, place) => sum + (place - mean) ** 2, 0) / Math.max(1, places.length - 1);
  return Math.max(NARROWEST, Math.sqrt(variance) * places.length ** (-1 / 6));
}

const NARROWEST = 0.05;
