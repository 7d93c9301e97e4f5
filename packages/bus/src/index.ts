export { connectBus } from './connect.js';
export { busOptionsSchema } from './options.js';
export type { BusOptions } from './options.js';
export type { Bus } from './bus.js';
export type { Delivery } from './jobs.js';
export type { EventBatch } from './event-reader.js';
export {
  BusClosedError,
  BusRefusedError,
  BusUnavailableError,
  CheckpointDigestError,
  CheckpointMissingError,
  CheckpointTooLargeError,
  CoordinatorAbsentError,
  InvalidMessageError,
} from './errors.js';
