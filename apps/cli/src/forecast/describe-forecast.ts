import { bytes, counted, duration, magnitude, shortValue } from '@ram-sweep/format';
import { canvasSize, type StudySpec } from '@ram-sweep/protocol';
import { multiplyAdds } from '@ram-sweep/ram';
import { describeBudget } from '@ram-sweep/search/budgets';
import { renderTable, type Column } from '../print/format/table.js';
import type { Forecast } from './forecast.js';

const TITLE_WIDTH = 11;

/** A forecast for people, one line for each thing; the configs as a table beneath. */
export function describeForecast(forecast: Forecast): string {
  const lines = [
    ...searchLines(forecast),
    ...repeatLines(forecast),
    ...timeLines(forecast),
    ...roomLines(forecast),
  ].map(([title, text]) => `${title.padEnd(TITLE_WIDTH)} ${text}`);
  return `${lines.join('\n')}\n\n${describeFirst(forecast)}`;
}

type Line = readonly [title: string, text: string];

function searchLines({ spec, sampler, work }: Forecast): Line[] {
  const { dataset } = spec;
  const side = canvasSize(dataset);
  const epochs = work.searchEpochs === null ? '' : `; about ${counted(work.searchEpochs, 'epoch')} in all`;
  const full =
    work.fullEpochs === null || work.fullEpochs === work.searchEpochs
      ? ''
      : ` (${work.fullEpochs.toLocaleString('en')} without pruning)`;
  const why = spec.sampler.name === 'auto' ? `auto takes ${sampler.sampler.name}: ${sampler.reason}` : '';
  return [
    [
      'search',
      `${describeBudget(spec)} on ${dataset.name}, ${dataset.canvas} ${side}×${side}${epochs}${full}`,
    ],
    ['sampler', why || sampler.sampler.name],
    ...(spec.prior.length > 0
      ? [['prior', `${spec.prior.join(', ')}; looked up when it starts`] as const]
      : []),
    ...rungLines(spec, work.rungs),
  ];
}

function rungLines({ pruner }: StudySpec, rungs: Forecast['work']['rungs']): Line[] {
  if (pruner.name === 'none') return [['pruner', 'none: every trial trains to its last epoch']];
  if (rungs.length === 0) return [['pruner', pruner.name]];
  const steps = rungs.map(({ trials, epochs }) => `${trials.toLocaleString('en')} to epoch ${epochs}`);
  return [['rungs', `${pruner.name}; about this many trials: ${steps.join(', ')}`]];
}

const repeatLines = ({ work, spec }: Forecast): Line[] =>
  work.repeats.map(({ phase, configs, seeds, epochs }) => {
    const what = phase === 'finalists' ? `the best ${counted(configs, 'config')}` : policies(spec);
    return [phase, `${what}, ${counted(seeds, 'seed')} each, ${counted(epochs, 'epoch')} each`];
  });

const policies = ({ finalists }: StudySpec): string => `policy ${finalists?.controls.join(' and ')}`;

function timeLines({ time, whyNoTime, threads }: Forecast): Line[] {
  if (time === null) return [['time here', `not known: ${whyNoTime}`]];
  const { search, finalists, controls, total, epoch, engine } = time;
  const basis = `estimate for ${counted(threads, 'thread')} of ${engine}, from half a second of training; longer on a busy machine`;
  const parts = [
    `search ${search === null ? 'until its budget ends it' : duration(search)}`,
    ...(finalists > 0 ? [`finalists ${duration(finalists)}`] : []),
    ...(controls > 0 ? [`controls ${duration(controls)}`] : []),
    `an epoch ${duration(epoch)} on one thread`,
  ];
  return [
    [
      'time here',
      total === null ? `as long as its budget allows (${basis})` : `about ${duration(total)} (${basis})`,
    ],
    ['', parts.join(', ')],
  ];
}

function roomLines({ memory, disk, data, threads }: Forecast): Line[] {
  const { available, source, bytes: size } = data;
  return [
    [
      'memory',
      `about ${roughly(memory.total)}: ${bytes(memory.images)} of images, shared; up to ${roughly(memory.trial)} for each of ${counted(threads, 'trial')} at once`,
    ],
    ['disk', disk === null ? 'not known: it grows with the trials' : `up to ${roughly(disk)} of checkpoints`],
    ['data', available ? source : `to be downloaded, ${bytes(size)}: ${source}`],
  ];
}

/** Bytes with two digits: it is an estimate. */
const roughly = (count: number): string => bytes(Number(count.toPrecision(2))).replace('.0 ', ' ');

function describeFirst({ first, spec }: Forecast): string {
  type Row = { readonly index: number } & Forecast['first'][number];
  const columns: Column<Row>[] = [
    { title: 'trial', align: 'right', value: ({ index }) => String(index) },
    ...Object.keys(spec.space).map((field): Column<Row> => ({
      title: field,
      align: 'right',
      value: ({ params }) => shortValue(params[field]),
    })),
    { title: 'cost', align: 'right', value: ({ config }) => magnitude(multiplyAdds(config)) },
  ];
  const rows = first.map((trial, index) => ({ index, ...trial }));
  const more = spec.trials === null || spec.trials > first.length;
  return `It begins with${more ? '' : ' (all there are)'}:\n${renderTable(rows, columns)}`;
}

/** The same for programs: seconds, bytes, whole configs. */
export function forecastRecord({ spec, sampler, work, ...rest }: Forecast): Record<string, unknown> {
  const { threads, time, whyNoTime, memory, disk, data, first, warnings } = rest;
  return {
    study: spec.name,
    dataset: spec.dataset,
    sampler: { ...sampler.sampler, reason: sampler.reason },
    ...work,
    threads,
    seconds: time,
    whyNoTime,
    memoryBytes: memory,
    checkpointBytes: disk,
    data,
    first,
    warnings,
  };
}
