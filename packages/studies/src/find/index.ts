export { requireStudy, requireTrial } from './require-study.js';
export { requireWinner } from './require-winner.js';
