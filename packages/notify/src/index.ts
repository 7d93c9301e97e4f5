export { Courier } from './delivery/courier.js';
export { eventSchema, testEvent } from './event.js';
export type { NotificationEvent } from './event.js';
export type { Outcome } from './sending/outcome.js';
export { send } from './sending/send.js';
export { targetsToRegister } from './settings/targets-to-register.js';
