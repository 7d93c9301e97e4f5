export { Courier } from './delivery/courier.js';
export { testEvent } from './event.js';
export type { Outcome } from './sending/outcome.js';
export { send } from './sending/send.js';
export { targetsToRegister } from './settings/targets-to-register.js';
