import { fileURLToPath } from 'node:url';
import { interleave } from '../interleave.mjs';
import { memoryOf } from '../machine.mjs';
import { askAll, closeAll } from '../members/ask.mjs';
import { startProcess } from '../members/process.mjs';
import { startPyTorch } from '../peers/pytorch.mjs';
import { summarise } from '../summary.mjs';

/** Steps until memory has settled. */
const SETTLING_STEPS = 100;

const trialsProcess = fileURLToPath(new URL('../members/trials-process.mjs', import.meta.url));

/**
 * Trials at once on a data set: seconds from the start of their processes until each has done its first step, and
 * the memory they have after some steps. Ours are threads of one process, PyTorch's a process each.
 * @param {import('../run.mjs').Bench} bench
 */
export async function measureProcesses({ options, engines, python, folder, dataset, say }) {
  const { dataDir, cacheDir } = options;
  const subjects = options.atOnce.flatMap((atOnce) => [
    ...engines.map((engine) => ({
      name: engine,
      atOnce,
      start: async () => {
        const args = JSON.stringify({ engine, slots: atOnce, dataset, dataDir, cacheDir });
        return [await startProcess(process.execPath, [trialsProcess, args])];
      },
    })),
    ...(python
      ? [
          {
            name: 'PyTorch',
            atOnce,
            start: () => Promise.all(Array.from({ length: atOnce }, () => startPyTorch(python, folder))),
          },
        ]
      : []),
  ]);
  const results = await interleave(subjects.map(lives), options.longRounds, (round) =>
    say(`processes, round ${round} of ${options.longRounds}`),
  );
  return results.map(({ name, atOnce, summary, memories }) => ({
    name,
    atOnce,
    firstStepSeconds: summary,
    residentMiB: summarise(memories.map(({ resident }) => resident)),
    proportionalMiB: summarise(memories.map(({ proportional }) => proportional)),
  }));
}

/** @param {{ name: string, atOnce: number, start: () => Promise<import('../members/ask.mjs').Member[]> }} subject */
function lives({ name, atOnce, start }) {
  const memories = /** @type {{ resident: number, proportional: number }[]} */ ([]);
  const measure = async () => {
    const began = performance.now();
    const members = await start();
    await askAll(members, { do: 'steps', count: 1 });
    const seconds = (performance.now() - began) / 1000;
    await askAll(members, { do: 'steps', count: SETTLING_STEPS });
    const memory = await memoryOf(members.map(({ pid }) => pid));
    if (memory) memories.push(memory);
    await closeAll(members);
    return seconds;
  };
  return { name, atOnce, memories, measure };
}
