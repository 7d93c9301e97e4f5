export { interval, percent } from './percent.js';
export { duration } from './duration.js';
export { exactTimestamp, timeOfDay, timestamp } from './timestamp.js';
export { bytes, counted, magnitude, shortNumber, shortValue } from './amounts.js';
