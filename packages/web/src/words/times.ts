import { timestamp } from '@ram-sweep/format';
import { html, type Html } from '@ram-sweep/report/parts';

/** A moment; the page's script makes `5 min ago` of it, in the time zone of the person who looks. */
export const moment = (at: Date | null): Html | string =>
  at === null ? '–' : html`<time datetime="${at.toISOString()}">${timestamp(at)}</time>`;
