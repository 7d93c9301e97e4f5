import { expect, test } from 'vitest';
import { describeAddresses } from '../../src/joining/describe-addresses.js';

test.each(['127.0.0.1:4222', '127.0.1.1:4222', 'localhost:7000', '[::1]:4222'])(
  '%s is said to be out of reach of other machines',
  (address) => {
    expect(describeAddresses([address])).toBe(
      `${address} (reachable only from this machine, or through an ssh tunnel)`,
    );
  },
);

test.each([[['192.168.1.5:4222']], [['127.0.0.1:4222', '10.0.0.2:4222']], [['localhost.example.org:4222']]])(
  '%j are reachable from other machines',
  (addresses) => {
    expect(describeAddresses(addresses)).toBe(addresses.join(', '));
  },
);
