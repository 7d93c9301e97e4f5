import { html, type Html } from '@ram-sweep/report/parts';
import type { LiveSection } from './page.js';

/** A section with its title, which links to it. */
export const titled = (id: string, title: string, body: Html): LiveSection => ({
  id,
  title,
  html: html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title"><a href="#${id}">${title}</a></h2>
    ${body}
  </section>`.text,
});

/** A part of the page without a title of its own. */
export const untitled = (id: string, body: Html): LiveSection => ({
  id,
  html: html`<div id="${id}">${body}</div>`.text,
});

/** What is still being counted: it is replaced once it is there. */
export const awaited = (id: string, title: string): LiveSection =>
  titled(id, title, html`<p class="missing">Being counted …</p>`);

/** What there is nothing to show in yet: the element is there, so that it can be replaced. */
export const nothing = (id: string): LiveSection => ({ id, html: html`<div id="${id}" hidden></div>`.text });
