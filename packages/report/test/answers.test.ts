import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { confusionFigure, worstMistakes } from '../src/answers/confusion-figure.js';
import { lookMaps } from '../src/answers/look-maps.js';
import { MAP_SIDE, PathCounter } from '../src/answers/path-tally.js';
import { spec, tracedBatch } from './sample-path.js';

const surely = (label: number, answer: number) => ({
  label,
  probabilities: [0, 1, 2].map((index) => (index === answer ? 0.8 : 0.1)),
});

/** Two images of class 0, one of them taken for 2, and three of class 1, two of them taken for 0. */
function tally() {
  const counter = new PathCounter(spec);
  counter.add(tracedBatch([surely(0, 0), surely(0, 2), surely(1, 0)]));
  counter.add(tracedBatch([surely(1, 0), surely(1, 1)]));
  return counter.tally();
}

const cells = (text: string, selector: string) =>
  [...parseHTML(text).document.querySelectorAll(selector)].map(({ textContent }) => textContent.trim());

describe('the tally of paths', () => {
  it('counts answers by what is in the image', () => {
    expect(tally()).toMatchObject({
      images: 5,
      confusion: [
        [1, 0, 1],
        [2, 1, 0],
        [0, 0, 0],
      ],
    });
  });

  it('counts where each glimpse went', () => {
    const { maps } = tally();
    const middle = MAP_SIDE / 2;
    // The first glimpse of all five is at (0, 0), the first cell right of and below the middle.
    expect(maps[0]?.[middle * MAP_SIDE + middle]).toBe(5);
    // The second is at (−½, −½): a quarter of the way from the top left.
    const quarter = MAP_SIDE / 4;
    expect(maps[1]?.[quarter * MAP_SIDE + quarter]).toBe(5);
    expect(maps.map((map) => map.reduce((sum, count) => sum + count, 0))).toEqual([5, 5]);
  });

  it('counts a glimpse at the edge, or beyond it, in the outermost cell', () => {
    const batch = tracedBatch([surely(0, 0)]);
    batch.evaluation.locations.set([1, -1.2], 0);
    const counter = new PathCounter(spec);
    counter.add(batch);
    expect(counter.tally().maps[0]?.[MAP_SIDE - 1]).toBe(1);
  });

  it('has the mean of the images', () => {
    // Each of them has its second column lit.
    expect([...tally().meanImage.subarray(0, 4)]).toEqual([0, 1, 0, 0]);
  });
});

describe('the confusion matrix', () => {
  it('has a row a class, with the share that is wrong', () => {
    const { text } = confusionFigure(tally());
    expect(cells(text, 'thead th')).toEqual(['', '0', '1', '2', 'wrong']);
    expect(cells(text, 'tbody tr:first-child > *')).toEqual(['0', '1', '·', '1', '50.0%']);
    // two of three
    expect(cells(text, 'tbody tr:nth-child(2) > *')).toEqual(['1', '2', '1', '·', '66.7%']);
    // no image of class 2
    expect(cells(text, 'tbody tr:nth-child(3) > *').at(-1)).toBe('–');
  });

  it('shades mistakes by their number, and nothing that is right', () => {
    const { document } = parseHTML(confusionFigure(tally()).text);
    const shades = [...document.querySelectorAll('td[style]')].map((cell) => cell.getAttribute('style'));
    // one mistake is half as strong as the most frequent one
    expect(shades.map((shade) => /(\d+)%/.exec(shade ?? '')?.[1])).toEqual(['28', '55']);
    expect(document.querySelectorAll('td.right[style]')).toHaveLength(0);
  });

  it('is put into words, the most frequent mistakes first', () => {
    expect(worstMistakes(tally(), 8)).toEqual(['1 taken for 0: 2 images', '0 taken for 2: 1 image']);
    expect(worstMistakes(tally(), 1)).toHaveLength(1);
  });
});

describe('the maps of glimpses', () => {
  it('are a picture for each glimpse, with its number and a text for those who cannot see it', () => {
    const { document } = parseHTML(lookMaps(tally()).text);
    const labels = [...document.querySelectorAll('svg')].map((svg) => svg.getAttribute('aria-label'));
    expect(labels).toEqual([
      // The cell's middle is half a cell right of the centre: 1/28.
      'glimpse 1: 100% in the middle, on average 0.04 right and 0.04 down of the centre',
      'glimpse 2: 0% in the middle, on average 0.46 left and 0.46 up of the centre',
    ]);
    expect(cells(lookMaps(tally()).text, 'figcaption b')).toEqual(['glimpse 1', 'glimpse 2']);
  });
});
