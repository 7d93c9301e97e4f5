export { createPruner } from './create-pruner.js';
export type { EpochReport, Pruner, TrialHistory, Verdict } from './pruner.js';
export { bracketOf, firstGrant } from './rungs/brackets.js';
export { expectedSearch } from './rungs/expected-rungs.js';
export type { ExpectedRung, ExpectedSearch } from './rungs/expected-rungs.js';
export { judgedEpoch } from './rungs/judged-epoch.js';
export { Ladder } from './rungs/ladder.js';
export type { Awaited, LadderVerdict, RungResult } from './rungs/ladder.js';
export type { RungOutcome } from './rungs/halving.js';
