import { html, type Html, type HtmlValue } from '../html.js';

/** A chart with its title above and what is to be known of it below. */
export const figure = (title: HtmlValue, chart: Html, caption?: HtmlValue): Html =>
  html`<figure>
    <h3>${title}</h3>
    ${chart} ${caption === undefined ? null : html`<figcaption>${caption}</figcaption>`}
  </figure>`;
