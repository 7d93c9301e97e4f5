import { Command, Option } from 'commander';
import { trialPhases, trialStates, type TrialPhase, type TrialState } from '@ram-sweep/protocol';
import { multiplyAdds } from '@ram-sweep/ram/cost';
import { paretoFront } from '@ram-sweep/results';
import { trialPages, type Reader, type TrialChoice, type TrialRow } from '@ram-sweep/store/read';
import { onePage, rowTexts } from '../../print/format/format.js';
import type { Format } from '../../print/format/formats.js';
import { printTexts } from '../../print/format/print-texts.js';
import { trialShape } from '../../print/trial/trial-shape.js';
import { withReader } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags } from '../../settings.js';
import { chosenFormat, examples, formatOption, jsonOption, parseCount } from '../options/arguments.js';
import { noteInterruption } from '../../studies/sweep-presence.js';
import { parsePhases, parseStates } from '../options/parse-names.js';
import { requireStudy } from '@ram-sweep/studies/find';

interface Flags {
  format: Format;
  json?: boolean;
  top?: number;
  state?: readonly TrialState[];
  phase?: readonly TrialPhase[];
  sort: 'rank' | 'number';
  pareto?: boolean;
}

export function trialsCommand(): Command {
  const command = new Command('trials')
    .description('list the trials of a study, best first')
    .argument('[study]', 'name of the study (default: the newest)')
    .option('--top <count>', 'show the top N', parseCount)
    .option(
      '--state <states>',
      `only these states, separated by commas: ${trialStates.join(', ')}`,
      parseStates,
    )
    .option(
      '--phase <phases>',
      `only these phases, separated by commas: ${trialPhases.join(', ')}`,
      parsePhases,
    )
    .addOption(new Option('--sort <by>', 'order').choices(['rank', 'number']).default('rank'))
    .addOption(
      new Option(
        '--pareto',
        'only trials of the search that no other beats in both validation error and multiply-adds per image, cheapest first',
      ).conflicts(['sort', 'phase']),
    )
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
cost: multiply-adds of one image at test, with its evaluationRollouts. CSV has the columns of \`ram-sweep export\`.
${examples(
  'ram-sweep trials',
  'ram-sweep trials mnist-28 --top 10',
  'ram-sweep trials --state failed --json',
  'ram-sweep trials --phase finalist,control',
  'ram-sweep trials --pareto',
)}`,
    );
  return withServerFlags(command, 'home', 'database').action(
    async (name: string | undefined, flags: Flags) => {
      const settings = readSettings(command);
      await withReader(settings, async (reader) => {
        const study = await noteInterruption(settings, await requireStudy(reader, name));
        const pages = chosenTrials(reader, study.id, flags);
        await printTexts(rowTexts(chosenFormat(flags), pages, trialShape(study)));
      });
    },
  );
}

function chosenTrials(
  reader: Reader,
  studyId: string,
  { sort, top, state, phase, pareto }: Flags,
): AsyncGenerator<readonly TrialRow[]> {
  const filter = { ...(state ? { states: state } : {}), ...(phase ? { phases: phase } : {}) };
  if (pareto) return frontOf(reader, studyId, filter, top);
  return trialPages(reader, studyId, { sort, ...filter, ...(top ? { limit: top } : {}) });
}

/** The front of all trials is that of the fronts of their pages. */
async function* frontOf(
  reader: Reader,
  studyId: string,
  filter: TrialChoice,
  top: number | undefined,
): AsyncGenerator<readonly TrialRow[]> {
  let front: TrialRow[] = [];
  for await (const page of trialPages(reader, studyId, { ...filter, phases: ['search'], ranked: true }))
    front = paretoFront([...front, ...page], (trial) => ({
      cost: multiplyAdds(trial.config),
      error: trial.bestValidationError!,
    }));
  yield* onePage(front.slice(0, top));
}
