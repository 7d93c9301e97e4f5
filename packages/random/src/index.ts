export { RandomStream } from './random-stream.js';
export type { StreamLabel } from './random-stream.js';
