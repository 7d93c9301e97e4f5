import { expect, it } from 'vitest';
import { holdOutput } from '../../src/terminal/hold-output.js';

const stream = () => {
  const written: string[] = [];
  const write = (chunk: string | Uint8Array): boolean => written.push(String(chunk)) > 0;
  return { written, write };
};

it('keeps back what is written to a stream, and writes it when it is let go', () => {
  const held = stream();
  const release = holdOutput(held);
  held.write('one ');
  held.write(Buffer.from('two'));
  expect(held.written).toEqual([]);
  release();
  expect(held.written).toEqual(['one two']);
  held.write('three');
  release();
  expect(held.written).toEqual(['one two', 'three']);
});

it('keeps the newest where there is much of it, however long that lasts', () => {
  const held = stream();
  const release = holdOutput(held);
  for (let line = 0; line < 20_000; line += 1) held.write(`line ${line}\n`);
  release();
  expect(held.written.join('').length).toBeLessThanOrEqual(64 * 1024);
  expect(held.written.join('')).toMatch(/line 19999\n$/);
});
