import { duration, interval, percent, shortValue } from '@ram-sweep/format';
import type { GroupRow, LeaderboardRow, Snapshot } from '@ram-sweep/results';
import { relevantFields } from '@ram-sweep/protocol';
import type { TrialRow } from '@ram-sweep/store/read';
import type { Area } from '../layout/layout.js';
import { linePlot } from '../plots/line-plot.js';
import { wrap } from '../text/fit.js';
import { piece, type Line } from '../text/line.js';
import { stateGlyph } from '../text/state-glyph.js';

/** The row under the cursor: its curve and its config. */
export function detailPane({ leaderboard }: Snapshot, { width, height }: Area): Line[] {
  const row = leaderboard.rows[leaderboard.position - leaderboard.offset];
  if (row === undefined) return [];
  return fold(linesOf(row, width, height), height);
}

const linesOf = (row: LeaderboardRow, width: number, height: number): Line[] =>
  row.kind === 'group' ? groupLines(row, width) : paneLines(row.trial, width, height);

/** What does not fit is not cut without a word. */
function fold(lines: readonly Line[], height: number): Line[] {
  if (lines.length <= height || height < 2) return lines.slice(0, height);
  return [
    ...lines.slice(0, height - 1),
    [piece(`⏎ shows ${lines.length - height + 1} more lines`, { dim: true })],
  ];
}

function paneLines(trial: TrialRow, width: number, height: number): Line[] {
  const { number, state, epochs, epochsTotal, failure, worker } = trial;
  const facts = [
    `error ${percent(trial.bestValidationError)}`,
    ...(trial.testError === null ? [] : [`test ${percent(trial.testError)}`]),
    `epoch ${epochs}/${epochsTotal}`,
    duration(trial.trainSeconds),
    ...(worker === null ? [] : [`on ${worker}`]),
  ];
  return [
    [stateGlyph(state), piece(` trial ${number}: ${state}`, { bold: true })],
    ...wrap(facts, width),
    ...(failure ? wrap(`${failure.class}: ${failure.message}`.split(/\s+/), width, 1) : []),
    ...curve(trial, width, Math.max(4, Math.floor(height * 0.4))),
    ...configLines(trial, width),
  ];
}

function curve({ curve: errors, epochsTotal }: TrialRow, width: number, height: number): Line[] {
  if (errors.length === 0) return [];
  const points = errors.map((error, index) => ({ at: index + 1, error }));
  const axis = { name: 'epochs', from: 1, to: Math.max(epochsTotal, errors.length) };
  return linePlot({ series: [{ points }], axis, width, height });
}

/** Params on lines of their own, so that they are found again; beneath them what is fixed. */
function configLines({ state, params, config }: TrialRow, width: number): Line[] {
  if (state === 'planned') return ['its params are not drawn yet'];
  const drawn = Object.entries(params);
  const widest = Math.max(0, ...drawn.map(([field]) => field.length));
  const fixed = relevantFields(config).filter((field) => !(field in params));
  return [
    ...drawn.map(([field, value]): Line => [
      `${field.padEnd(widest)} `,
      piece(shortValue(value), { bold: true }),
    ]),
    ...wrap(
      fixed.map((field) => `${field} ${shortValue(config[field])}`),
      width,
    ).map((line): Line => [piece(line, { dim: true })]),
  ];
}

function groupLines({ group, place }: GroupRow, width: number): Line[] {
  const finalist = place === null ? 'finalist' : `finalist ${place}`;
  const title = group.phase === 'finalist' ? finalist : `control (${group.policy})`;
  const params = Object.entries(group.trials[0]?.params ?? {});
  return [
    [piece(`${title}: trial ${group.repeats}’s config`, { bold: true })],
    `validation error ${interval(group.validation)}`,
    ...wrap(
      params.map(([field, value]) => `${field} ${shortValue(value)}`),
      width,
    ),
    [piece('seeds', { bold: true })],
    ...group.trials.map(({ number, state, bestValidationError }): Line => [
      stateGlyph(state),
      ` trial ${number}  ${percent(bestValidationError)}`,
    ]),
  ];
}
