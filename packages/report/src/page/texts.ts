import { shortValue } from '@ram-sweep/format';
import type { Params } from '@ram-sweep/protocol';

/** `std 0.12, glimpses 6`: those of the fields that the trial has. */
export const paramsText = (params: Params, fields: readonly string[]): string =>
  fields
    .filter((field) => params[field] !== undefined)
    .map((field) => `${field} ${shortValue(params[field])}`)
    .join(', ');
