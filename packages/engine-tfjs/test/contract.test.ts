import { openTfjsEngine } from '@ram-sweep/engine-tfjs';
import { engineContract } from '@ram-sweep/testkit';

engineContract('tfjs on wasm', () => openTfjsEngine({ backend: 'wasm' }));
