export { engineContract } from './engine-contract.js';
