/**
 * For `node --import`: what a worker process does between two trials, as lines of JSON in the file that the query of
 * this module's address names. It loads in the main thread and in every training thread, and marks the calls from one
 * to the next from outside, so that the product carries nothing for it. A trial is known by the seed of its config in
 * threads, by its number elsewhere; both are in the line of its claim.
 */
import { appendFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
import { Training } from '@ram-sweep/ram';
import { Checkpoints } from '../../packages/bus/dist/channels/checkpoints.js';
import { Events } from '../../packages/bus/dist/channels/events.js';
import { Jobs } from '../../packages/bus/dist/channels/jobs.js';
import { Requests } from '../../packages/bus/dist/channels/requests.js';

/** @typedef {{ at: number, mark: string, thread: number, trial?: number, seed?: number }} Mark */

const file = new URL(import.meta.url).searchParams.get('file') ?? '';

/** @param {string} mark @param {{ trial?: number | undefined, seed?: number | undefined }} of */
function note(mark, of) {
  const at = performance.timeOrigin + performance.now();
  appendFileSync(file, `${JSON.stringify({ at, mark, thread: threadId, ...of })}\n`);
}

/** @type {Events['publish']} */
const publish = Reflect.get(Events.prototype, 'publish');
Events.prototype.publish = async function (event, options) {
  const stored = publish.call(this, event, options);
  await stored;
  note(`${event.kind} event stored`, { trial: event.trial });
};

/** @type {Checkpoints['put']} */
const put = Reflect.get(Checkpoints.prototype, 'put');
Checkpoints.prototype.put = async function (name, ...rest) {
  const trial = Number(name.split('/')[1]);
  note('checkpoint handed over', { trial });
  const ref = await put.call(this, name, ...rest);
  note('checkpoint stored', { trial });
  return ref;
};

/** @type {Jobs['takeSome']} */
const takeSome = Reflect.get(Jobs.prototype, 'takeSome');
Jobs.prototype.takeSome = async function (options) {
  const deliveries = await takeSome.call(this, options);
  for (const { job } of deliveries) note('job pulled', { trial: job.trial, seed: job.config.seed });
  return deliveries;
};

/** @type {Requests<{ study: string }, unknown>['request']} */
const request = Reflect.get(Requests.prototype, 'request');
Requests.prototype.request = async function (question, options) {
  const reply = await request.call(this, question, options);
  if ('trial' in question) note('claim granted', { trial: Number(question.trial) });
  return reply;
};

/** @type {typeof Training.start} */
const start = Reflect.get(Training, 'start');
Training.start = async function (options) {
  const { engine, config } = options;
  const { seed } = config;
  note('images divided', { seed });
  /** @type {typeof engine.compile} */
  const compile = async (spec) => {
    note('compilation begun', { seed });
    const model = await engine.compile(spec);
    note('graph compiled', { seed });
    return markFirstStep(model, seed);
  };
  const training = await start.call(this, { ...options, engine: { ...engine, compile } });
  return markLastEpoch(training, seed);
};

/** @param {import('@ram-sweep/ram').Model} model @param {number} seed */
function markFirstStep(model, seed) {
  const step = model.step.bind(model);
  model.step = (...args) => {
    note('first step', { seed });
    model.step = step;
    return step(...args);
  };
  return model;
}

/** @param {Training} training @param {number} seed */
function markLastEpoch(training, seed) {
  const epochs = training.epochs.bind(training);
  training.epochs = async function* (options) {
    for await (const result of epochs(options)) {
      note('epoch ended', { seed });
      yield result;
    }
  };
  const dispose = training.dispose.bind(training);
  training.dispose = async () => {
    note('training ended', { seed });
    await dispose();
    note('graph freed', { seed });
  };
  return training;
}
