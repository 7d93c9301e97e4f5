import { expect, it } from 'vitest';
import { runBusy } from '../../../chaos/busy.js';

it('a machine whose cores are all busy with other things: no worker is taken for dead', async () => {
  const { lost, epochs } = await runBusy({ seconds: 10, leaseSeconds: 5 });
  expect(lost).toBe(0);
  expect(epochs).toBeGreaterThan(0);
});
