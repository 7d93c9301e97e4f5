export { connectBus } from './connection/connect.js';
export { logConnection } from './connection/log-connection.js';
export { busOptionsSchema } from './connection/options.js';
export type { BusOptions } from './connection/options.js';
export type { Bus } from './bus.js';
export type { Delivery } from './channels/jobs.js';
export type { EventBatch } from './channels/event-reader.js';
export {
  BusClosedError,
  BusRefusedError,
  BusUnavailableError,
  CheckpointDigestError,
  CheckpointMissingError,
  CheckpointTooLargeError,
  CoordinatorAbsentError,
  InvalidMessageError,
  TokenRefusedError,
} from './errors.js';
