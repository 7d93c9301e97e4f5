export { engineContract } from './engine-contract.js';
export { startTestPostgres } from './test-postgres.js';
export type { TestPostgres } from './test-postgres.js';
export { startTestNats, startTlsNats } from './test-nats.js';
export type { TestNats } from './test-nats.js';
export { makeAuthority } from './certificates.js';
export { startOwnNats } from './own-nats.js';
export { startTestNetwork } from './test-network.js';
export type { TestNetwork } from './test-network.js';
