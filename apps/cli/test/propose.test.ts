import { describe, expect, it } from 'vitest';
import { propose } from '../src/print/propose.js';

const given = (...flags: string[]): string =>
  propose('watch mnist-28', ['node', 'ram-sweep', 'start', ...flags]);

describe('a command to type next', () => {
  it('is the bare one where the home is the usual one', () => {
    expect(given('study.yaml', '--workers', '2')).toBe('ram-sweep watch mnist-28');
  });

  it('finds the study again in the home that this command was given', () => {
    expect(given('study.yaml', '--home', './sandbox')).toBe('ram-sweep watch mnist-28 --home ./sandbox');
    expect(given('--home=/srv/sweeps', 'study.yaml')).toBe('ram-sweep watch mnist-28 --home /srv/sweeps');
  });

  it('counts the last of two homes, as the command itself does', () => {
    expect(given('--home', 'one', '--home=two')).toBe('ram-sweep watch mnist-28 --home two');
    expect(given('--home=one', '--home', 'two')).toBe('ram-sweep watch mnist-28 --home two');
  });

  it('can be pasted into a shell', () => {
    expect(given('--home', "Ada's sweeps")).toBe(`ram-sweep watch mnist-28 --home 'Ada'\\''s sweeps'`);
  });

  it('keeps addresses to itself, which may hold passwords', () => {
    expect(given('--nats', 'nats://me:secret@host:4222')).toBe('ram-sweep watch mnist-28');
  });
});
