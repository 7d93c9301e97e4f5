import { describe, expect, it } from 'vitest';
import { patchStart } from '../src/model/retina.js';

describe('where a patch starts', () => {
  // c = (l + 1)/2 · imageSize, start = floor(c − side/2 + 1/2)
  it.each([
    // even image, even patch: c = 14 → 14 − 4 = 10, pixels 10 … 17, their middle is 14
    { location: 0, imageSize: 28, side: 8, start: 10 },
    // odd image, odd patch: c = 13.5 → 13.5 − 3.5 = 10, pixels 10 … 16, their middle is 13.5
    { location: 0, imageSize: 27, side: 7, start: 10 },
    // even image, odd patch: c = 14 → 14 − 3.5 = 10.5, halves go up
    { location: 0, imageSize: 28, side: 7, start: 11 },
    // odd image, even patch: c = 13.5 → 13.5 − 4 = 9.5, halves go up
    { location: 0, imageSize: 27, side: 8, start: 10 },
    // corners: half of the patch lies outside of the image
    { location: -1, imageSize: 28, side: 8, start: -4 },
    { location: 1, imageSize: 28, side: 8, start: 24 },
    { location: -1, imageSize: 28, side: 7, start: -3 },
    { location: 1, imageSize: 28, side: 7, start: 25 },
    // a patch larger than its image: c = 14 → 14 − 16 = −2, 2 pixels of padding on either side
    { location: 0, imageSize: 28, side: 32, start: -2 },
    // c = 0.55 · 28 = 15.4 → floor(15.4 − 4 + 0.5) = floor(11.9)
    { location: 0.1, imageSize: 28, side: 8, start: 11 },
  ])('is $start at $location for $side pixels of $imageSize', ({ location, imageSize, side, start }) => {
    expect(patchStart(location, imageSize, side)).toBe(start);
  });

  it('is on average where the location is, with no half-pixel bias', () => {
    const locations = Array.from({ length: 2001 }, (_, index) => (index - 1000) / 1000);
    const bias = locations.map((l) => patchStart(l, 28, 8) + 4 - ((l + 1) / 2) * 28);
    const mean = bias.reduce((sum, value) => sum + value, 0) / bias.length;
    // Truncation, floor(c − side/2), would give −0.5.
    expect(Math.abs(mean)).toBeLessThan(0.01);
  });
});
