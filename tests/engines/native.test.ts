import { openTfjsEngine } from '@ram-sweep/engine-tfjs';
import { engineContract } from '@ram-sweep/testkit';

engineContract('tfjs on native', () =>
  openTfjsEngine({ backend: 'node', nativeFolder: process.env['RAM_SWEEP_TFJS_NODE'] }),
);
