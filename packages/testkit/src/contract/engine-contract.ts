import { beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '@ram-sweep/ram';
import { describeAgreement } from './agreement.js';
import { describeByHand } from './by-hand.js';
import { describeState } from './state.js';

/**
 * Declares the vitest suite that every engine must pass: it computes what the float64 reference computes
 * (relative error ≤ 1e-4), what can be derived by hand, and its state goes in and out exactly.
 */
export function engineContract(name: string, createEngine: () => Promise<Engine>): void {
  describe(`engine contract: ${name}`, () => {
    let created: Engine;
    const engine = () => created;
    beforeAll(async () => {
      created = await createEngine();
    });

    it('says what it is and what it runs on', () => {
      expect(engine().name).toMatch(/^[a-z0-9-]+$/);
      expect(engine().device.length).toBeGreaterThan(0);
    });

    describeByHand(engine);
    describeAgreement(engine);
    describeState(engine);
  });
}
