import { RequestRefusedError } from '../errors.js';
import { sendOn } from '../respond/send.js';
import type { Answer } from './route.js';

/*
 * What has an address of its own in the API is a part of the page of its study: a person who types the address of the
 * one finds the other.
 */

/** `/studies/NAME/trials` */
export const trialsInStudy: Answer = (_, { response, named }) =>
  sendOn(response, `../${encodeURIComponent(named['study']!)}#trials`);

/** `/studies/NAME/trials/7`. Throws a RequestRefusedError (404) for what is no number. */
export const trialInStudy: Answer = (_, { response, named }) => {
  const { study, trial } = named;
  if (!/^\d{1,9}$/.test(trial!)) throw new RequestRefusedError(404, `no trial has the number ${trial}`);
  sendOn(response, `../../${encodeURIComponent(study!)}?trial=${Number(trial)}#trial`);
};
