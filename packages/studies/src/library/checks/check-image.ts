import { badUsage } from '../../errors.js';

/** Throws a StudiesError (usage) for what is no image of size × size numbers; the types may not have been looked at. */
export function checkImage(image: unknown, index: number, size: number): void {
  if (typeof image !== 'object' || image === null || !('length' in image))
    throw badUsage(`image ${index} is no array`, GREY_VALUES);
  const pixels = image as ArrayLike<unknown>;
  if (pixels.length !== size * size)
    throw badUsage(
      `image ${index} has ${pixels.length} pixels, and the model looks at ${size} × ${size}`,
      'scale it first',
    );
  for (let pixel = 0; pixel < pixels.length; pixel += 1)
    if (!Number.isFinite(pixels[pixel]))
      throw badUsage(`pixel ${pixel} of image ${index} is no number`, GREY_VALUES);
}

const GREY_VALUES = 'an image is a Float32Array of grey values in [0, 1]';
