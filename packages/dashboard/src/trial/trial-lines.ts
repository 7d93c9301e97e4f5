import { duration, percent, shortValue } from '@ram-sweep/format';
import { relevantFields } from '@ram-sweep/protocol';
import type { TrialDetail } from '@ram-sweep/store/read';
import { linePlot } from '../plots/line-plot.js';
import { fit, wrap } from '../text/fit.js';
import { piece, type Line } from '../text/line.js';
import { stateGlyph } from '../text/state-glyph.js';

/** A trial that is looked at in full. */
interface Opened {
  readonly trial: TrialDetail;
  /** In its phase, from 1; null where it has none. */
  readonly place: number | null;
}

/**
 * All that is known of one trial, `width` wide: nothing is cut away, the lines are as many as it takes. `differing`:
 * the fields in which it differs from the trial beside it.
 */
export function trialLines(
  { trial, place }: Opened,
  width: number,
  plotHeight: number,
  differing: readonly string[] = [],
): Line[] {
  return [
    ...titleLines({ trial, place }, width),
    ...differenceLines(trial, differing),
    ...curveLines(trial, width, plotHeight),
    ...configLines(trial, width),
    ...testLines(trial),
    ...attemptLines(trial, width),
    ...epochLines(trial),
  ];
}

function titleLines({ trial, place }: Opened, width: number): Line[] {
  const { number, state, bestValidationError, bestEpoch, testError, failure } = trial;
  const facts = [
    phaseOf(trial, place),
    `validation error ${percent(bestValidationError)}${bestEpoch === null ? '' : ` at epoch ${bestEpoch}`}`,
    ...(testError === null ? [] : [`test error ${percent(testError)}`]),
    `${duration(trial.trainSeconds)} of training`,
  ];
  const why = failure ? wrap([`failed (${failure.class}):`, ...failure.message.split(/\s+/)], width, 1) : [];
  return [
    [stateGlyph(state), piece(` trial ${number}: ${state}`, { bold: true })],
    ...wrap(facts, width),
    ...why,
  ];
}

function phaseOf({ phase, repeats, config }: TrialDetail, place: number | null): string {
  if (phase === 'control') return `control (${config.policy}) of trial ${repeats}`;
  const rank = place === null ? '' : `, rank ${place}`;
  if (phase !== 'finalist') return `${phase}${rank}`;
  return `finalist of trial ${repeats}${rank && `${rank} among all their seeds`}`;
}

function curveLines({ curve, epochsTotal }: TrialDetail, width: number, height: number): Line[] {
  if (curve.length === 0 || height < 3) return [];
  const points = curve.map((error, index) => ({ at: index + 1, error }));
  const axis = { name: 'epochs', from: 1, to: Math.max(epochsTotal, curve.length) };
  return [
    piecesTitle('validation error by epoch'),
    ...linePlot({ series: [{ points }], axis, width, height: height - 1 }),
  ];
}

/** The searched fields first, then the fixed ones that make a difference. */
function configLines({ state, params, config }: TrialDetail, width: number): Line[] {
  if (state === 'planned')
    return [
      piecesTitle('config'),
      ...wrap('its params are drawn once the results are known that they follow from'.split(' '), width, 1),
    ];
  const drawn = Object.entries(params).map(([field, value]) => `${field} ${shortValue(value)}`);
  const fixed = relevantFields(config)
    .filter((field) => !(field in params))
    .map((field) => `${field} ${shortValue(config[field])}`);
  return [
    piecesTitle('params'),
    ...wrap(drawn.length > 0 ? drawn : ['none: nothing is searched'], width),
    piecesTitle('config: fixed fields that matter under these params'),
    ...wrap(fixed, width),
  ];
}

/**
 * A line for each field, so that the two trials' values stand beside each other; a dash where it makes no difference.
 */
function differenceLines({ config }: TrialDetail, differing: readonly string[]): Line[] {
  if (differing.length === 0) return [];
  const widest = Math.max(...differing.map(({ length }) => length));
  const values: Readonly<Record<string, string | number | boolean | null | undefined>> = Object.fromEntries(
    relevantFields(config).map((field) => [field, config[field]]),
  );
  return [
    piecesTitle('differs in'),
    ...differing.map((field) => `${field.padEnd(widest)}  ${shortValue(values[field])}`),
  ];
}

function testLines({ testResults }: TrialDetail): Line[] {
  if (testResults.length === 0) return [];
  return [
    piecesTitle('test error'),
    ...testResults.map(
      ({ epoch, policy, rollouts, error, images }) =>
        `${fit(percent(error), 8, 'right')}  epoch ${epoch}, ${policy} policy, ${rollouts} rollouts, ${images} images`,
    ),
  ];
}

function attemptLines({ attempts }: TrialDetail, width: number): Line[] {
  if (attempts.length === 0) return [];
  const lines = attempts.flatMap(({ attempt, worker, outcome, reason }) =>
    wrap(
      [
        `${attempt}  ${outcome ?? 'running'} on ${worker}${reason ? ':' : ''}`,
        ...(reason?.split(/\s+/) ?? []),
      ],
      width,
      1,
    ),
  );
  return [piecesTitle('attempts'), ...lines];
}

/** Newest first: what is new needs no scrolling. */
function epochLines({ epochs }: TrialDetail): Line[] {
  if (epochs.length === 0) return [];
  const rows = epochs
    .toReversed()
    .map(({ epoch, validationError, trainError, trainLoss, learningRate, seconds }) =>
      [
        fit(String(epoch), 6, 'right'),
        fit(percent(validationError), 10, 'right'),
        fit(percent(trainError), 8, 'right'),
        fit(trainLoss.toFixed(4), 9, 'right'),
        fit(learningRate.toExponential(1), 8, 'right'),
        fit(duration(seconds), 6, 'right'),
      ].join('  '),
    );
  return [piecesTitle(' epoch  validation  training       loss      rate    time'), ...rows];
}

const piecesTitle = (text: string): Line => [piece(text, { bold: true })];
