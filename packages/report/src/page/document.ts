import { createHash } from 'node:crypto';
import { html, jsonScript, trusted, type Html } from '../html.js';
import { pageScript } from './script/page-script.js';
import { pageStyle } from './style/page-style.js';

/** A part of a page that can be linked to, and that can stand alone. */
export interface Section {
  /** Unique in its page, and the same in every page of its kind. */
  readonly id: string;
  readonly title: string;
  readonly body: Html;
}

export interface PageContent {
  readonly title: string;
  readonly version: string;
  readonly header: Html;
  readonly sections: readonly Section[];
  readonly footer: Html;
  /** What the page's script knows, by name: in the element of the id `data-NAME`. */
  readonly scriptData: Readonly<Record<string, unknown>>;
}

/**
 * A page that needs nothing else: no network, no fonts, and no script but the one that links the charts, sorts tables
 * and opens configs, which its content security policy names by hash.
 */
export function renderDocument({
  title,
  version,
  header,
  sections,
  footer,
  scriptData,
}: PageContent): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="generator" content="ram-sweep ${version}" />
        <title>${title} – ram-sweep</title>
        <style>
          ${trusted(pageStyle)}
        </style>
      </head>
      <body>
        <main>
          ${header} ${sections.length > 2 ? contents(sections) : null} ${sections.map(renderSection)}
          <footer>${footer}</footer>
        </main>
        <div id="pointed" role="status" hidden></div>
        ${Object.entries(scriptData).map(
          ([id, value]) =>
            html`<script type="application/json" id="data-${id}">
              ${jsonScript(value)}
            </script>`,
        )}
        ${trusted(`<script>${pageScript}</script>`)}
      </body>
    </html>`;
  return `${page.text}\n`;
}

/** One section as it appears in its page. */
const renderSection = ({ id, title, body }: Section): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title"><a href="#${id}">${title}</a></h2>
    ${body}
  </section>`;

const contents = (sections: readonly Section[]): Html =>
  html`<nav aria-label="sections">
    ${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}
  </nav>`;

/** Nothing from the network, images inline, and this very script. */
function contentPolicy(): string {
  const hash = createHash('sha256').update(pageScript).digest('base64');
  return `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
}
