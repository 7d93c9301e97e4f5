import { openTfjsEngine, probeTfjsBackend } from '@ram-sweep/engine-tfjs';
import { engineContract } from '@ram-sweep/testkit';
import { describe, expect, it } from 'vitest';

/** Where infra/tfjs-native/build.mjs built TensorFlow.js's native backend. */
const nativeFolder = process.env['RAM_SWEEP_TFJS_NODE'];
const probe = await probeTfjsBackend('node', { nativeFolder });

if (nativeFolder || probe.available) {
  it('finds the native library of TensorFlow', () => {
    expect(probe).toEqual({ backend: 'node', available: true, reason: 'CPU (native TensorFlow)' });
  });
  if (probe.available) {
    engineContract('tfjs on native TensorFlow', () => openTfjsEngine({ backend: 'node', nativeFolder }));
  }
} else {
  describe('without the native library of TensorFlow', () => {
    it('says so, and how to get it', () => {
      expect(probe.reason).toMatch(/is not installed|does not load|computes on the GPU/);
      expect(probe.reason).toContain('npm install @tensorflow/tfjs-node');
    });
  });
}
