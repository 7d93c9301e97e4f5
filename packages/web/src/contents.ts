import { html } from '@ram-sweep/report/parts';
import type { LiveSection } from './page.js';
import { untitled } from './section.js';

/** Links to the sections that have something to show. */
export const contents = (sections: readonly LiveSection[]): LiveSection =>
  untitled(
    'contents',
    html`<nav aria-label="sections">
      ${sections.map(({ id, title }) => (title === undefined ? null : html`<a href="#${id}">${title}</a> `))}
    </nav>`,
  );
