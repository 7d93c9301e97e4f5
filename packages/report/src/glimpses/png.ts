import { encode } from 'fast-png';

/** Grey values in [0, 1] as a PNG of one byte a pixel, in a data URI. */
export function greyDataUri(values: Float32Array, width: number): string {
  const data = Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  const png = encode({ width, height: data.length / width, data, channels: 1, depth: 8 });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
