import { bestOf, millisecondsEach, ratio, standing } from './standings.mjs';

/**
 * @typedef {import('./standings.mjs').Race} Race
 * @typedef {import('./contestants.mjs').Contestant} Contestant
 * @typedef {import('./intervals.mjs').Estimate} Estimate
 * @typedef {{ race: Race, contestants: readonly Contestant[], budgets: readonly number[], inFlight: readonly number[] }} Report
 */

/**
 * A table of the report: a name and what there is in each column; null for what was not run.
 * @typedef {object} Section
 * @property {string} title
 * @property {readonly string[]} head
 * @property {readonly (readonly [string, ...(Estimate | number | string | null)[]])[]} rows
 * @property {boolean} percent whether estimates are shares of a table's configs
 */

/** @param {Report} report @returns {Section[]} */
export function sectionsOf(report) {
  return [
    ...partOf('Tables', report, ({ sorted }) => sorted !== null),
    ...partOf('BBOB', report, ({ sorted }) => sorted === null),
  ];
}

/**
 * @param {string} name @param {Report} report @param {(problem: import('./problems.mjs').Problem) => boolean} belongs
 * @returns {Section[]}
 */
function partOf(name, report, belongs) {
  const race = { ...report.race, problems: report.race.problems.filter(belongs) };
  if (race.problems.length === 0) return [];
  const part = { ...report, race };
  const percent = name === 'Tables';
  return [
    ...part.inFlight.flatMap((count) => [
      { ...standings(part, count), title: `${name}, ${flight(count)}`, percent },
      { ...ratios(part, count), title: `${name}, ${flight(count)}: ratios`, percent: false },
    ]),
    ...(part.inFlight.length > 1
      ? [{ ...costOfParallel(part), title: `${name}: what trials in flight cost`, percent: false }]
      : []),
    ...part.budgets.map((budget) => ({
      ...oneByOne(part, budget),
      title: `${name} one by one, after ${budget} trials`,
      percent,
    })),
  ];
}

/** @typedef {Pick<Section, 'head' | 'rows'>} Table */

/** @param {number} count */
const flight = (count) => (count === 1 ? 'one after another' : `${count} in flight`);

/** @param {readonly number[]} budgets */
const columns = (budgets) => budgets.map((budget) => `${budget} trials`);

/** @param {Report} report @param {number} inFlight @returns {Table} */
function standings({ race, contestants, budgets }, inFlight) {
  return {
    head: ['sampler', ...columns(budgets), 'ms each', 'problems × seeds'],
    rows: contestants.map((contestant) => {
      const entry = { contestant, inFlight };
      const all = budgets.map((budget) => standing(race, entry, budget));
      return [contestant.name, ...all, millisecondsEach(race, entry, Number(budgets[0])), extent(all)];
    }),
  };
}

/** Problems × seeds, by budget where those differ. @param {readonly (Estimate | null)[]} estimates */
function extent(estimates) {
  const extents = estimates.map((each) => (each ? `${each.problems} × ${each.seeds}` : '–'));
  return new Set(extents).size === 1 ? String(extents[0]) : extents.join(', ');
}

/**
 * The samplers that learn beside Optuna's that do, the others beside its random one.
 * @param {Report} report @param {number} inFlight @returns {Table}
 */
function ratios({ race, contestants, budgets }, inFlight) {
  const fly = (/** @type {Contestant} */ contestant) => ({ contestant, inFlight });
  const theirs = contestants.filter(({ side }) => side === 'optuna');
  const learning = theirs.filter(({ learns }) => learns).map(fly);
  return {
    head: ['ours ÷ theirs', ...columns(budgets)],
    rows: contestants.filter(ours).flatMap((one) => [
      ...theirs
        .filter(({ learns }) => learns === one.learns)
        .map((other) => named(one, other.name, (budget) => ratio(race, fly(one), fly(other), budget))),
      ...(one.learns && learning.length > 1
        ? [
            named(one, 'the better one', (budget) => {
              const best = bestOf(race, learning, budget);
              return best && ratio(race, fly(one), best, budget);
            }),
          ]
        : []),
    ]),
  };

  /** @param {Contestant} one @param {string} other @param {(budget: number) => Estimate | null} at */
  function named(one, other, at) {
    return /** @type {Section['rows'][number]} */ ([`${one.name} ÷ ${other}`, ...budgets.map(at)]);
  }
}

/** @param {Report} report @returns {Table} */
function costOfParallel({ race, contestants, budgets, inFlight }) {
  const [least, most] = [Math.min(...inFlight), Math.max(...inFlight)];
  return {
    head: [`${most} in flight ÷ ${least}`, ...columns(budgets)],
    rows: contestants
      .filter(({ learns }) => learns)
      .map((contestant) => [
        contestant.name,
        ...budgets.map((budget) =>
          ratio(race, { contestant, inFlight: most }, { contestant, inFlight: least }, budget),
        ),
      ]),
  };
}

/** Without intervals. @param {Report} report @param {number} budget @returns {Table} */
function oneByOne({ race, contestants, inFlight }, budget) {
  const least = Math.min(...inFlight);
  return {
    head: ['problem', ...contestants.map(({ name }) => name)],
    rows: race.problems.map((problem) => [
      problem.name,
      ...contestants.map((contestant) => {
        const one = standing({ ...race, problems: [problem] }, { contestant, inFlight: least }, budget);
        return one && { ...one, low: NaN, high: NaN };
      }),
    ]),
  };
}

/** @param {Contestant} contestant */
const ours = ({ side }) => side === 'ours';
