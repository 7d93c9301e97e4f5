/** What a training step of any model takes on any engine. npm run bench:step -- --help */
import { commandLine } from './command-line.mjs';
import { askAll, closeAll } from './members/ask.mjs';
import { startThread } from './members/thread.mjs';
import { stepFlops } from './step-cost.mjs';
import { summarise } from './summary.mjs';
import { timedModel } from './workload.mjs';

const help = `npm run bench:step -- [options]

Times a training step for one model alone and for several at once, a thread each.

  --engine NAME     such as onnx or tfjs-wasm (onnx)
  --config JSON     fields of a trial's config over the defaults, such as '{"scale":3}'
  --image-size N    side of the canvas in pixels (28)
  --at-once COUNTS  models at the same time, such as 1,2,4 (1,2)
  --ms N            length of each measurement (2000)
  --help            print this
`;

const values = commandLine(help, {
  engine: { type: 'string', default: 'onnx' },
  config: { type: 'string', default: '{}' },
  'image-size': { type: 'string', default: '28' },
  'at-once': { type: 'string', default: '1,2' },
  ms: { type: 'string', default: '2000' },
});
const choice = { config: JSON.parse(values.config), imageSize: Number(values['image-size']) };
const { trial, model } = timedModel(choice);
const flops = stepFlops(model, trial.batchSize);
console.log(`${values.engine} ${values.config}: ${(flops / 1e9).toFixed(2)} GFLOP a step`);
for (const count of values['at-once'].split(',').map(Number)) console.log(await measure(count));

/** @param {number} count */
async function measure(count) {
  const script = new URL('./members/step-thread.mjs', import.meta.url);
  const data = { engine: values.engine, ...choice };
  const members = await Promise.all(Array.from({ length: count }, () => startThread(script, data)));
  const answers = await askAll(members, { do: 'step', ms: Number(values.ms) });
  await closeAll(members);
  const { median, min, max } = summarise(answers.flatMap(({ times }) => times));
  return `${count} at once: median ${median.toFixed(1)} ms a step, fastest ${min.toFixed(1)}, slowest ${max.toFixed(1)}`;
}
