import { percent } from '@ram-sweep/format';
import { errorAxis, html, type Html } from '@ram-sweep/report/parts';
import { areaOf, plot, round } from './plot.js';
import { countScale, errorScale } from './scales.js';

/** Validation error by epoch of one trial. */
interface TrialCurve {
  readonly trial: number;
  readonly curve: readonly number[];
}

const SIZE = { width: 480, height: 300 };
/** Points of one curve: more than a screen shows. */
const MOST_POINTS = 200;

/** Validation error over epochs, a line a trial; the first, which is the best, stands out. */
export function curvesChart(curves: readonly TrialCurve[]): Html {
  const area = areaOf(SIZE, true);
  const x = countScale(
    1,
    curves.reduce((most, { curve }) => Math.max(most, curve.length), 1),
    area,
  );
  const y = errorScale(errorAxis(curves.flatMap(({ curve }) => curve)), area);
  return plot({
    ...SIZE,
    label: 'validation error over epochs of the best trials',
    x: { ticks: x.ticks, title: 'epoch' },
    y,
    marks: curves.toReversed().map(({ trial, curve }, index) => {
      const isBest = index === curves.length - 1;
      const points = pointsOf(curve).map(({ epoch, error }) => `${round(x.at(epoch))},${round(y.at(error))}`);
      const title = html`<title>trial ${trial}: ${percent(Math.min(...curve))}</title>`;
      const [only] = points.length === 1 ? points[0]!.split(',') : [];
      return only === undefined
        ? html`<polyline class="${isBest ? 'line best' : 'line'}" points="${points.join(' ')}"
            >${title}</polyline
          >`
        : html`<circle class="${isBest ? 'best' : ''}" cx="${only}" cy="${points[0]!.split(',')[1]!}" r="3.5"
            >${title}</circle
          >`;
    }),
  });
}

/** Long curves are thinned evenly; the last point stays. */
function pointsOf(curve: readonly number[]): { epoch: number; error: number }[] {
  const every = Math.ceil(curve.length / MOST_POINTS);
  return curve
    .map((error, index) => ({ epoch: index + 1, error }))
    .filter(({ epoch }) => (epoch - 1) % every === 0 || epoch === curve.length);
}
