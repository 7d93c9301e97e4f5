export { Interval } from './interval.js';
export { pause } from './pause.js';
