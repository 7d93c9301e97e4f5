import { magnitude } from '@ram-sweep/format';
import { multiplyAdds } from '@ram-sweep/ram/cost';
import { findSuitingWinner, readProvenance } from '@ram-sweep/results';
import type { FoundWinner } from '@ram-sweep/results/records';
import { trialPages, type Reader, type StudySummary } from '@ram-sweep/store/read';
import { Command } from 'commander';
import { notFound } from '../../errors.js';
import type { Format } from '../../print/format/formats.js';
import { propose } from '../../print/command/propose.js';
import { printWinner } from '../../print/winner/print-winner.js';
import { withReader } from '@ram-sweep/studies/servers';
import { readSettings, withServerFlags } from '../../settings.js';
import { requireStudy, requireWinner } from '@ram-sweep/studies/find';
import { chosenFormat, examples, formatOption, jsonOption, parseMagnitude } from '../options/arguments.js';
import { noteInterruption } from '../../studies/sweep-presence.js';

export function bestCommand(): Command {
  const command = new Command('best')
    .description('show the best config so far, how good it is, and whether its attention pays')
    .argument('[study]', 'name of the study (default: the newest)')
    .option(
      '--under <multiply-adds>',
      'the best of the configs that need no more multiply-adds per image at test, such as 5M',
      parseMagnitude,
    )
    .option('--full', 'all that is known of it, with the whole config to paste into a study file')
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Where a study has finalists, the best is the config of smallest mean validation error over its seeds, with
the 95% interval of that mean. Before they are complete it is the best trial of the search, and says so.
Whether its attention pays is judged by the test images once \`test --finalists\` has measured them.

--full prints comments and a config to paste into a study file; there every trial has a seed of its own.
--format yaml prints a study file that trains the config again, on the same data with fresh seeds.
--json has the config of one trial to the last field, with its seed.
${examples(
  'ram-sweep best',
  'ram-sweep best mnist-28 --json',
  'ram-sweep best --full',
  'ram-sweep best --format yaml > best.yaml && ram-sweep start best.yaml',
  'ram-sweep best --under 5M',
)}`,
    );
  return withServerFlags(command, 'home', 'database').action(
    async (
      name: string | undefined,
      flags: { format: Format; json?: boolean; full?: boolean; under?: number },
    ) => {
      const settings = readSettings(command);
      const text = await withReader(settings, async (reader) => {
        const study = await noteInterruption(settings, await requireStudy(reader, name));
        const provenance = await readProvenance(reader, study.id);
        const found = { study, provenance, ...(await chosenWinner(reader, study, flags.under)) };
        return printWinner(found, chosenFormat(flags), flags.full);
      });
      process.stdout.write(text);
    },
  );
}

async function chosenWinner(
  reader: Reader,
  study: StudySummary,
  under: number | undefined,
): Promise<Pick<FoundWinner, 'winner' | 'asked'>> {
  const best = await requireWinner(reader, study);
  if (under === undefined) return { winner: best };
  const winner = await findSuitingWinner(reader, study.id, (config) => multiplyAdds(config) <= under);
  if (winner !== null) return { winner, asked: { under, winner } };
  let least = Infinity;
  for await (const page of trialPages(reader, study.id, { phases: ['search'], ranked: true }))
    for (const { config } of page) least = Math.min(least, multiplyAdds(config));
  throw notFound(
    `no trial of study ${study.name} has at most ${magnitude(under)} multiply-adds per image`,
    `the smallest has ${magnitude(least)}; see \`${propose(`trials ${study.name} --pareto`)}\``,
  );
}
