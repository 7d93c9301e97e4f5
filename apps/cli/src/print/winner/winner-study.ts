import { counted, interval, percent } from '@ram-sweep/format';
import type { FoundWinner } from '@ram-sweep/results/records';
import { formatYaml } from '../format/format.js';
import { reusableConfig } from './reusable-config.js';

/** Seeds to train a config with that the search has tried with one. */
const FRESH_SEEDS = 3;
const MOST_NAME = 63;
const SEEDS = 2 ** 32;

/**
 * The winner as a study file that runs as it is: its config on the same data, with as many fresh seeds as its finalist
 * has, or 3. One trial where the study fixed the seed, for more would be equal.
 */
export async function winnerStudy({ study, winner }: FoundWinner): Promise<string> {
  const { name, spec } = study;
  const { trial, group } = winner;
  const config = reusableConfig(spec, trial.config);
  const trials = config.seed === undefined ? (group?.trials.length ?? FRESH_SEEDS) : 1;
  const error = group ? interval(group.validation) : percent(trial.bestValidationError);
  const seeds = group?.validation?.count ?? 1;
  return [
    `# The best config of study ${name}: validation error ${error} (${counted(seeds, 'seed')}).`,
    `# As it is, this file trains it again: ram-sweep start FILE. Or copy its config into a study file of your own.`,
    await formatYaml({
      name: `${name.slice(0, MOST_NAME - '-best'.length)}-best`,
      dataset: spec.dataset,
      trials,
      seed: (spec.seed + 1) % SEEDS,
      space: {},
      config,
    }),
  ].join('\n');
}
