import { magnitude } from '@ram-sweep/format';
import { multiplyAdds } from '@ram-sweep/ram/cost';
import { findSuitingWinner, readProvenance } from '@ram-sweep/results';
import { trialPages, type Reader, type StudySummary } from '@ram-sweep/store/read';
import { Command } from 'commander';
import { notFound } from '../../errors.js';
import type { Format } from '../../print/formats.js';
import { propose } from '../../print/propose.js';
import { printWinner, type FoundWinner } from '../../print/winner.js';
import { withReader } from '../../servers.js';
import { readSettings, withServerFlags } from '../../settings.js';
import { requireWinner } from '../../studies/require-winner.js';
import { chosenFormat, examples, formatOption, jsonOption, parseMagnitude } from '../options/arguments.js';
import { requireStudy } from '../../studies/require-study.js';

export function bestCommand(): Command {
  const command = new Command('best')
    .description('print the best config so far, ready to paste into a study file')
    .argument('[study]', 'name of the study (default: the newest)')
    .option(
      '--under <multiply-adds>',
      'the best of the configs that need no more multiply-adds per image at test, such as 5M',
      parseMagnitude,
    )
    .addOption(formatOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Where a study has finalists, the best is the config of smallest mean validation error over its seeds, with
the 95% interval of that mean. Before they are complete it is the best trial of the search, and says so.
The config that is printed can be pasted into a study file; there every trial has a seed of its own.
${examples(
  'ram-sweep best',
  'ram-sweep best mnist-28 --json',
  'ram-sweep best --format yaml > best.yaml',
  'ram-sweep best --under 5M',
)}`,
    );
  return withServerFlags(command, 'home', 'database').action(
    async (name: string | undefined, flags: { format: Format; json?: boolean; under?: number }) => {
      const text = await withReader(readSettings(command), async (reader) => {
        const study = await requireStudy(reader, name);
        const provenance = await readProvenance(reader, study.id);
        const found = { study, provenance, ...(await chosenWinner(reader, study, flags.under)) };
        return printWinner(found, chosenFormat(flags));
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
