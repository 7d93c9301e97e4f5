import { expect, test } from 'vitest';
import { inProgram } from '../src/library/errors/in-program.js';

test.each([
  ['start one with `ram-sweep start studies/quickstart.yaml`', 'start one with `studies.create()`'],
  ['continue with `ram-sweep resume a`', "continue with `(await studies.study('a')).drive()`"],
  [
    '`ram-sweep down`, then `ram-sweep resume`',
    '`npx ram-sweep down --home ./my-sweeps`, then `study.drive()`',
  ],
  [
    '`ram-sweep resume --listen HOST` makes it',
    '`npx ram-sweep resume --listen HOST --home ./my-sweeps` makes it',
  ],
  [
    'see `ram-sweep doctor`, or use --device cpu',
    'see `npx ram-sweep doctor --home ./my-sweeps`, or use `device` cpu',
  ],
  ['or choose another home (--home)', 'or choose another home (`home`)'],
  ['give --nats-replicas 1', 'give `natsReplicas` 1'],
  ['install again without --omit=optional', 'install again without --omit=optional'],
])('%s', (typed, called) => {
  expect(inProgram(typed, './my-sweeps')).toBe(called);
  expect(inProgram(called, './my-sweeps')).toBe(called);
});

test('a command of the home that is the default needs no flag; a home is quoted for the shell', () => {
  expect(inProgram('see `ram-sweep doctor`', undefined)).toBe('see `npx ram-sweep doctor`');
  expect(inProgram('see `ram-sweep doctor`', 'my sweeps')).toBe(
    "see `npx ram-sweep doctor --home 'my sweeps'`",
  );
});
