export { costOf } from './cost.js';
export type { Asked, FoundWinner } from './found-winner.js';
export { trialDetailRecord, trialRecord } from './trial-record.js';
export { winnerRecord } from './winner-record.js';
