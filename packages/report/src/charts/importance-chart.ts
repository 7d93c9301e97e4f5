import * as Plot from '@observablehq/plot';
import { percent } from '@ram-sweep/format';
import type { FieldImportance } from '../derive/fields/importance.js';
import type { Html } from '../html.js';
import { ink } from './colours.js';
import { drawChart, inPercent } from './plot.js';

/** A bar for each field, the most important on top. */
export function importanceChart(importances: readonly FieldImportance[]): Html {
  return drawChart({
    ariaLabel: 'importance of each searched field',
    width: 480,
    height: 60 + 40 * importances.length,
    marginLeft: 120,
    marginRight: 60,
    marginTop: 10,
    marginBottom: 10,
    x: { domain: [0, Math.max(1, ...importances.map(({ share }) => inPercent(share)))], axis: null },
    y: {
      type: 'band',
      domain: importances.map(({ field }) => field),
      label: null,
      tickSize: 0,
      padding: 0.35,
    },
    marks: [
      Plot.barX(importances, { x: ({ share }) => inPercent(share), y: 'field', fill: ink.accent, rx: 3 }),
      Plot.text(importances, {
        x: ({ share }) => inPercent(share),
        y: 'field',
        text: ({ share }) => percent(share, 0),
        textAnchor: 'start',
        dx: 6,
        fill: ink.text,
      }),
    ],
  });
}
