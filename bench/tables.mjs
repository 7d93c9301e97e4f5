/** @typedef {import('./summary.mjs').Summary} Summary */

/** @param {Awaited<ReturnType<typeof import('./measures/steps.mjs').measureSteps>>} results */
export function stepTables({ flops, checks, steps, products }) {
  return [
    `A training step: ${(flops / 1e9).toFixed(3)} GFLOP.${agreement(checks)}`,
    table(
      ['step', 'at once', 'ms per step', 'steps/s, all', 'GFLOP/s, each', 'of peak', 'PyTorch ÷ this'],
      steps.map((row) => [
        row.name,
        row.atOnce,
        spread(row.ms, 1),
        row.stepsPerSecond.toFixed(0),
        row.gflops.toFixed(0),
        row.shareOfPeak === null ? '–' : `${(100 * row.shareOfPeak).toFixed(0)}%`,
        times(row.pytorchTakes),
      ]),
    ),
    table(
      ['1024³ product, float32', 'at once', 'ms', 'GFLOP/s, each'],
      products.map((row) => [row.name, row.atOnce, spread(row.ms, 1), row.gflops.toFixed(0)]),
    ),
  ].join('\n\n');
}

/** @param {readonly { name: string, difference: number }[]} checks */
function agreement(checks) {
  if (checks.length < 2) return '';
  const largest = Math.max(...checks.map(({ difference }) => difference));
  const names = checks.map(({ name }) => name).join(', ');
  return ` The losses of its first steps agree to ${largest.toExponential(0)} (${names}).`;
}

/**
 * @param {Awaited<ReturnType<typeof import('./measures/epochs.mjs').measureEpochs>>} results
 * @param {import('@ram-sweep/dataset').ImageSet} images
 */
export function epochTable(results, images) {
  const rows = results.map(({ name, atOnce, seconds, epochsPerHour, timesFirst }) => [
    name,
    atOnce,
    spread(seconds, 1),
    epochsPerHour.toFixed(0),
    times(timesFirst),
  ]);
  return [
    `An epoch with validation: ${images.train.count.toLocaleString('en')} images of ${images.name}.`,
    table(['epoch', 'at once', 'seconds', 'epochs/h, all', `this ÷ ${results[0]?.name}`], rows),
  ].join('\n\n');
}

/** @param {Awaited<ReturnType<typeof import('./measures/processes.mjs').measureProcesses>>} results */
export function processTable(results) {
  return table(
    ['trials in training', 'at once', 'seconds to first step', 'resident MiB', 'proportional MiB'],
    results.map((row) => [
      row.name,
      row.atOnce,
      spread(row.firstStepSeconds, 2),
      spread(row.residentMiB, 0),
      spread(row.proportionalMiB, 0),
    ]),
  );
}

/**
 * @param {NonNullable<Awaited<ReturnType<typeof import('./measures/sweeps.mjs').measureSweeps>>>} rows
 * @param {import('@ram-sweep/dataset').ImageSet} images
 */
export function sweepTable(rows, images) {
  return [
    `An epoch in a sweep, checkpoint and commit included: ${images.train.count.toLocaleString('en')} images of ${images.name}.`,
    table(
      [
        'batch',
        'at once',
        'step, ms',
        'validation, s',
        'steps + validation, s',
        'epoch in a sweep, s',
        'overhead',
        'PyTorch, s',
        'PyTorch ÷ this',
      ],
      rows.map((row) => [
        row.batchSize,
        row.atOnce,
        spread(row.stepMs, 2),
        row.validationSeconds.median.toFixed(2),
        row.stepsAndValidation.toFixed(2),
        spread(row.sweepSeconds, 2),
        times(row.overhead),
        row.pytorchSeconds ? spread(row.pytorchSeconds, 1) : '–',
        times(row.pytorchTakes),
      ]),
    ),
  ].join('\n\n');
}

/** Median and range. @param {Summary} summary @param {number} digits */
function spread({ median, min, max, samples }, digits) {
  if (samples === 0) return '–';
  return `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
}

/** @param {number | null} ratio */
const times = (ratio) => (ratio === null ? '–' : `${ratio.toFixed(2)} ×`);

/**
 * A Markdown table with aligned columns; all but the first to the right.
 * @param {readonly string[]} head
 * @param {readonly (readonly (string | number)[])[]} body
 */
export function table(head, body) {
  const cells = [head, ...body.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (/** @type {readonly string[]} */ row) => {
    const padded = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `| ${padded.join(' | ')} |`;
  };
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [line(head), line(rule), ...cells.slice(1).map(line)].join('\n');
}
