export { engineContract } from './engine-contract.js';
export { startTestPostgres } from './test-postgres.js';
export type { TestPostgres } from './test-postgres.js';
export { startTestNats } from './test-nats.js';
export type { TestNats } from './test-nats.js';
