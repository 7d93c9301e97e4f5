import { encode } from 'fast-png';

/** Grey values in [0, 1] as a PNG of one byte a pixel, in a data URI. */
export function greyDataUri(values: Float32Array, width: number): string {
  const data = Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  return dataUri(encode({ width, height: data.length / width, data, channels: 1, depth: 8 }));
}

/** Red, green, blue and opacity, a byte each, as a PNG in a data URI. */
export const rgbaDataUri = (data: Uint8Array, width: number): string =>
  dataUri(encode({ width, height: data.length / 4 / width, data, channels: 4, depth: 8 }));

const dataUri = (png: Uint8Array): string => `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
