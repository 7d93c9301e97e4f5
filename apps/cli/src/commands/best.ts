import { Command } from 'commander';
import { readTrials, type Reader, type StudySummary, type TrialRow } from '@ram-sweep/store/read';
import { stringify } from 'yaml';
import { notFound } from '../errors.js';
import { formatRows, formatValue, type Format } from '../print/format.js';
import { compactNumber, percent } from '../print/units.js';
import { withReader } from '../servers.js';
import { readSettings, withServerFlags } from '../settings.js';
import { chosenFormat, examples, formatOption, jsonOption } from './arguments.js';
import { requireStudy } from './studies.js';

export function bestCommand(): Command {
  const command = new Command('best')
    .description('print the best config so far, ready to paste into a study file')
    .argument('[study]', 'name of the study (default: the newest)')
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'ram-sweep best',
        'ram-sweep best mnist-28 --json',
        'ram-sweep best --format yaml > best.yaml',
      ),
    );
  return withServerFlags(command).action(
    async (name: string | undefined, flags: { format: Format; json?: boolean }) => {
      const text = await withReader(readSettings(command), async (reader) => {
        const study = await requireStudy(reader, name);
        return printBest(study, await requireBest(reader, study), chosenFormat(flags));
      });
      process.stdout.write(text);
    },
  );
}

/** The trial of smallest validation error; the test split has no say in it. */
export async function requireBest(reader: Reader, study: StudySummary): Promise<TrialRow> {
  const [best] = await readTrials(reader, study.id, { sort: 'rank', limit: 1 });
  if (best && best.bestValidationError !== null) return best;
  throw notFound(
    `no trial of study ${study.name} has finished an epoch yet`,
    `follow it with \`ram-sweep watch ${study.name}\``,
  );
}

export function printBest(study: StudySummary, best: TrialRow, format: Format): string {
  const record = bestRecord(study, best);
  if (format === 'table') return describeBest(study, best);
  return format === 'csv' ? formatRows('csv', [record], [], (row) => row) : formatValue(format, record);
}

const bestRecord = (study: StudySummary, best: TrialRow) => ({
  study: study.name,
  dataset: study.spec.dataset,
  trial: best.number,
  state: best.state,
  validationError: best.bestValidationError,
  testError: best.testError,
  epoch: best.bestEpoch,
  epochs: best.epochs,
  seed: best.config.seed,
  params: best.params,
  config: best.config,
});

function describeBest(study: StudySummary, best: TrialRow): string {
  const { dataset, space } = study.spec;
  const params = Object.keys(space)
    .filter((field) => field in best.params)
    .map(
      (field) =>
        `${field} ${typeof best.params[field] === 'number' ? compactNumber(best.params[field]) : best.params[field]}`,
    );
  const test =
    best.testError === null
      ? `not measured yet; \`ram-sweep test ${study.name}\` does it once`
      : percent(best.testError);
  return [
    `# Best of study ${study.name} on ${dataset.name} (${dataset.canvas}): trial ${best.number} of ${study.trials}, ${best.state}`,
    `# validation error  ${percent(best.bestValidationError)} at epoch ${best.bestEpoch} of ${best.epochsTotal}`,
    `# test error        ${test}`,
    `# found             ${params.join(', ')}; seed ${best.config.seed}`,
    stringify({ config: best.config }).trimEnd(),
    '',
  ].join('\n');
}
