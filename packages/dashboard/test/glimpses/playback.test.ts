import { describe, expect, it } from 'vitest';
import { firstPlayback, play, type Playback, type PlaybackEvent } from '../../src/glimpses/playback.js';
import { traced } from './path.js';

const playing: Playback = { ...firstPlayback, traced: traced([7, 1, 7]) };
const after = (playback: Playback, ...events: PlaybackEvent[]): Playback => events.reduce(play, playback);
const ticks = (count: number): PlaybackEvent[] => Array.from({ length: count }, () => 'tick');

describe('what is played', () => {
  it('goes from glimpse to glimpse, holds the answer, and then begins the next image', () => {
    expect(after(playing, ...ticks(1))).toMatchObject({ image: 0, step: 1, held: 0 });
    // two glimpses: one tick to the last, five on which it is held, one to the next image
    expect(after(playing, ...ticks(6))).toMatchObject({ image: 0, step: 1, held: 5 });
    expect(after(playing, ...ticks(7))).toMatchObject({ image: 1, step: 0, held: 0 });
    expect(after(playing, ...ticks(21))).toMatchObject({ image: 0, step: 0 });
  });

  it('turns to the next and the previous image, round both ends', () => {
    expect(after(playing, 'next').image).toBe(1);
    expect(after(playing, 'previous').image).toBe(2);
    expect(after(playing, 'previous', 'next').image).toBe(0);
  });

  it('stands still while it is paused, and shows the answer of each image that is turned to', () => {
    const paused = after(playing, 'pause');
    expect(after(paused, ...ticks(9))).toEqual(paused);
    expect(after(paused, 'next')).toMatchObject({ image: 1, step: 1 });
    expect(after(paused, 'pause', 'tick').step).toBe(1);
  });

  it('waits for paths, and keeps its place when those of a better epoch come', () => {
    expect(after(firstPlayback, ...ticks(3), 'next')).toEqual(firstPlayback);
    const better = { ...traced([7, 1, 7]), epoch: 13 };
    const place = after(playing, 'next', 'tick');
    expect(after(place, { kind: 'traced', traced: better })).toEqual({ ...place, traced: better });
  });

  it('keeps what it has where no more comes, and says why until more does', () => {
    const failed = after(playing, { kind: 'failure', message: 'no server' });
    expect(failed).toMatchObject({ failure: 'no server', traced: playing.traced });
    expect(after(failed, { kind: 'traced', traced: traced([7]) }).failure).toBeNull();
  });
});
