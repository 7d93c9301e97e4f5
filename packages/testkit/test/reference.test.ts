import { engineContract } from '../src/contract/engine-contract.js';
import { referenceEngine } from './reference-engine.js';

// The reference must itself give what was derived by hand, and the suite must let a correct engine pass.
engineContract('float64 reference', async () => referenceEngine);
