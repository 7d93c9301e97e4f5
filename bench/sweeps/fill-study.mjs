import { PROTOCOL_VERSION } from '@ram-sweep/protocol';
import { claimTrials, openStore, recordEvents } from '@ram-sweep/store';
import { makeStudy } from './study.mjs';

/** @type {import('@ram-sweep/protocol').TrialEvent['version']} */
const version = PROTOCOL_VERSION;
const EPOCHS = 3;
const AT_ONCE = 500;
const RUNNING = 64;

/**
 * Makes a study of so many trials as a sweep would have left it: nine tenths complete unless said otherwise, a few
 * running, the rest waiting.
 * @param {string} databaseUrl
 * @param {string} name
 * @param {number} trials
 * @param {number} share of them that is complete
 */
export async function fillStudy(databaseUrl, name, trials, share = 0.9) {
  const store = await openStore({ url: databaseUrl });
  const { id } = await makeStudy(store, name, trials);
  const complete = Math.floor(trials * share);
  for (let from = 0; from < complete; from += AT_ONCE) {
    const numbers = range(from, Math.min(from + AT_ONCE, complete));
    await claimTrials(store, id, numbers.map(claimOf));
    await recordEvents(
      store,
      id,
      numbers.flatMap((trial) => eventsOf(id, trial)),
    );
  }
  await claimTrials(store, id, range(complete, Math.min(complete + RUNNING, trials)).map(claimOf));
  await store.close();
  return id;
}

/** @param {number} from @param {number} to */
const range = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

/** @param {number} trial */
const claimOf = (trial) => ({ trial, worker: `worker-${trial % 4}`, environment: 'bench' });

/**
 * @param {string} study
 * @param {number} trial
 * @returns {import('@ram-sweep/protocol').TrialEvent[]}
 */
function eventsOf(study, trial) {
  const at = new Date().toISOString();
  const envelope = { version, study, trial, attempt: 1, worker: claimOf(trial).worker, at };
  const epochs = range(1, EPOCHS + 1).map((epoch) => ({
    ...envelope,
    sequence: epoch - 1,
    kind: /** @type {const} */ ('epoch'),
    result: resultOf(trial, epoch),
    checkpoint: null,
  }));
  return [...epochs, { ...envelope, sequence: EPOCHS, kind: 'complete' }];
}

/** Errors that differ from trial to trial, in no order. @param {number} trial @param {number} epoch */
export function resultOf(trial, epoch) {
  const share = ((trial * 7919 + epoch * 104_729) % 100_003) / 100_003;
  return {
    epoch,
    steps: 422,
    learningRate: 0.001,
    trainLoss: share,
    actionLoss: share,
    baselineLoss: share,
    reinforceLoss: share,
    trainError: share,
    validationError: share,
    validationLoss: share,
    seconds: 1,
  };
}
