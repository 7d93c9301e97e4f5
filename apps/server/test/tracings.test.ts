import type { Glimpses } from '@ram-sweep/web';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Tracings } from '../src/feeds/tracings.js';

interface Model {
  readonly name: string;
  readonly tell: (glimpses: Glimpses) => void;
  isLoaded: boolean;
}

let models: Model[];
let tracings: Tracings;

beforeEach(() => {
  vi.useFakeTimers();
  models = [];
  tracings = new Tracings((study, trial, tell) => {
    const model = { name: `${study} ${trial}`, tell, isLoaded: true };
    models.push(model);
    return () => {
      model.isLoaded = false;
    };
  });
});
afterEach(() => {
  tracings.close();
  vi.useRealTimers();
});

const loaded = (): string[] => models.filter(({ isLoaded }) => isLoaded).map(({ name }) => name);
const failed: Glimpses = { kind: 'failure', message: 'no checkpoint yet' };

it('a model is loaded once for all who ask, and says when it has told something', () => {
  expect([tracings.of('a', 1), tracings.of('a', 1)]).toEqual([null, null]);
  expect(loaded()).toEqual(['a 1']);
  const before = tracings.mark;
  models[0]!.tell(failed);
  expect(tracings.mark).not.toBe(before);
  expect(tracings.of('a', 1)).toEqual(failed);
});

it('the next best trial of a study takes the place of the last one', () => {
  tracings.of('a', 1);
  tracings.of('a', 7);
  expect(loaded()).toEqual(['a 7']);
});

it('two are loaded at most; a request for a third is refused', () => {
  tracings.of('a', 1);
  tracings.of('b', 1);
  expect(tracings.of('c', 1)).toMatchObject({
    kind: 'failure',
    message: expect.stringContaining('2 models'),
  });
  expect(loaded()).toEqual(['a 1', 'b 1']);
});

it('one that nobody asks for any more is ended', () => {
  tracings.of('a', 1);
  tracings.of('b', 1);
  for (let seconds = 0; seconds < 90; seconds += 10) {
    tracings.of('b', 1);
    vi.advanceTimersByTime(10_000);
  }
  expect(loaded()).toEqual(['b 1']);
  expect(tracings.of('c', 1)).toBeNull();
});

it('what failed is tried again after a while', () => {
  tracings.of('a', 1);
  models[0]!.tell(failed);
  for (let seconds = 0; seconds < 90; seconds += 10) {
    tracings.of('a', 1);
    vi.advanceTimersByTime(10_000);
  }
  expect(models.map(({ name }) => name)).toEqual(['a 1', 'a 1']);
});

it('all end with the server', () => {
  tracings.of('a', 1);
  tracings.close();
  expect(loaded()).toEqual([]);
});
