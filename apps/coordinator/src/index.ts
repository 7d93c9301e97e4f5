export { coordinatorExit } from './process.js';
