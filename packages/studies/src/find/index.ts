export { requireStudy, requireTrial } from './require-study.js';
export { requireWinner, withoutWinner } from './require-winner.js';
