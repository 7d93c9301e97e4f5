import { encode } from 'fast-png';
import type { Rgb } from './colour.js';

/** A picture in memory that shapes are drawn into. Coordinates are pixels from the top-left corner, y downwards. */
export class Raster {
  readonly width: number;
  readonly height: number;
  readonly #data: Uint8Array;
  #clip: Clip;

  constructor(width: number, height: number, background: Rgb) {
    this.width = width;
    this.height = height;
    this.#clip = { left: 0, top: 0, right: width, bottom: height };
    this.#data = new Uint8Array(width * height * 3);
    for (let pixel = 0; pixel < width * height; pixel += 1) this.#data.set(background, pixel * 3);
  }

  /** A grey image of `columns` columns at (left, top), each of its pixels a square of `zoom` pixels. */
  image(grey: Float32Array, columns: number, left: number, top: number, zoom: number): void {
    grey.forEach((value, index) => {
      const level = Math.round(255 * Math.min(1, Math.max(0, value)));
      const x = left + (index % columns) * zoom;
      this.rectangle(x, top + Math.floor(index / columns) * zoom, zoom, zoom, [level, level, level]);
    });
  }

  /** Cuts off what `draw` draws outside of this rectangle. */
  clipped(left: number, top: number, width: number, height: number, draw: () => void): void {
    const before = this.#clip;
    this.#clip = { left, top, right: left + width, bottom: top + height };
    draw();
    this.#clip = before;
  }

  /** A filled rectangle; what lies outside the picture is cut off. */
  rectangle(left: number, top: number, width: number, height: number, colour: Rgb): void {
    const clip = this.#clip;
    for (let y = Math.max(clip.top, top); y < Math.min(clip.bottom, top + height); y += 1) {
      for (let x = Math.max(clip.left, left); x < Math.min(clip.right, left + width); x += 1)
        this.#blend(x, y, colour, 1);
    }
  }

  /** The border of a rectangle, `thickness` pixels wide, inside of it. */
  frame(left: number, top: number, width: number, height: number, thickness: number, colour: Rgb): void {
    this.rectangle(left, top, width, thickness, colour);
    this.rectangle(left, top + height - thickness, width, thickness, colour);
    this.rectangle(left, top + thickness, thickness, height - 2 * thickness, colour);
    this.rectangle(left + width - thickness, top + thickness, thickness, height - 2 * thickness, colour);
  }

  /** A line with round ends, smooth at its edges. With both ends alike it is a disc. */
  line(from: readonly [number, number], to: readonly [number, number], thickness: number, colour: Rgb): void {
    const reach = thickness / 2 + 1;
    const [left, right] = [Math.min(from[0], to[0]) - reach, Math.max(from[0], to[0]) + reach];
    const [top, bottom] = [Math.min(from[1], to[1]) - reach, Math.max(from[1], to[1]) + reach];
    const clip = this.#clip;
    for (let y = Math.max(clip.top, Math.floor(top)); y < Math.min(clip.bottom, bottom); y += 1) {
      for (let x = Math.max(clip.left, Math.floor(left)); x < Math.min(clip.right, right); x += 1) {
        const distance = distanceToSegment([x + 0.5, y + 0.5], from, to);
        this.#blend(x, y, colour, Math.min(1, Math.max(0, thickness / 2 + 0.5 - distance)));
      }
    }
  }

  /** Colour of one pixel. */
  at(x: number, y: number): Rgb {
    const [red = 0, green = 0, blue = 0] = this.#data.subarray((y * this.width + x) * 3);
    return [red, green, blue];
  }

  png(): Uint8Array {
    return encode({ width: this.width, height: this.height, data: this.#data, channels: 3, depth: 8 });
  }

  #blend(x: number, y: number, colour: Rgb, opacity: number): void {
    const at = (y * this.width + x) * 3;
    for (let part = 0; part < 3; part += 1) {
      const below = this.#data[at + part]!;
      this.#data[at + part] = Math.round(below + (colour[part]! - below) * opacity);
    }
  }
}

interface Clip {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

type Point = readonly [number, number];

function distanceToSegment([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const length = alongX ** 2 + alongY ** 2;
  const share = length === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / length;
  const nearest = Math.min(1, Math.max(0, share));
  return Math.hypot(x - fromX - nearest * alongX, y - fromY - nearest * alongY);
}
