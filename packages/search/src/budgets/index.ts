export { describeBudget } from './describe-budget.js';
export { endsSearch, LOOKAHEAD } from './pace.js';
export { Timeline } from './timeline.js';
export type { AwaitedLeg, LegResult } from './timeline.js';
