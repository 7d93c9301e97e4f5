import { html, pageStyle, trusted, type Html } from '@ram-sweep/report/parts';
import { createHash } from 'node:crypto';
import type { RenderedPage } from '../page.js';
import { pageScript } from './script/page-script.js';
import { liveStyle } from './style/live-style.js';

export interface DocumentOptions {
  /** Where its events come from, an address of the same server; empty for a page that stays as it is. */
  readonly live: string;
  /** What a browser is to load instead after so many seconds; '' is the page itself. */
  readonly refresh?: { readonly seconds: number; readonly to: string };
}

/**
 * A whole page that needs nothing else but its events: no fonts, no files, and no script but its own, which its content
 * security policy names by hash.
 */
export function renderDocument(
  { title, sections, root, isPartial = false }: RenderedPage,
  { live, refresh }: DocumentOptions,
): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="same-origin" />
        ${isPartial ? trusted(ASK_AGAIN) : null} ${refresh ? refreshTag(refresh) : null}
        <title>${title} – ram-sweep</title>
        <link rel="icon" href="${icon}" />
        <style>
          ${trusted(pageStyle + liveStyle)}
        </style>
      </head>
      <body data-live="${live}">
        <a class="skip" href="#content">Skip to the content</a>
        <header class="top">
          <a class="brand" href="${root}">ram-sweep</a>
          <nav aria-label="pages"><a href="${root}">All studies</a></nav>
          <p id="live" hidden><i aria-hidden="true"></i><span></span></p>
        </header>
        <main id="content" tabindex="-1">${sections.map((section): Html => trusted(section.html))}</main>
        ${trusted(`<script>${pageScript}</script>`)}
      </body>
    </html>`;
  return `${page.text}\n`;
}

/** What is still being counted is not sent on to a page without scripts: it asks again after so many seconds. */
const ASK_AGAIN = '<noscript><meta http-equiv="refresh" content="3" /></noscript>';

const refreshTag = ({ seconds, to }: NonNullable<DocumentOptions['refresh']>): Html =>
  html`<meta http-equiv="refresh" content="${seconds}${to === '' ? '' : `; url=${to}`}" />`;

/** A path of three glimpses. */
const icon =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E%3Cpath d=%22M3 4 8 12 13 5%22 fill=%22none%22 stroke=%22%23c8681a%22 stroke-width=%221.6%22/%3E%3Cg fill=%22%23c8681a%22%3E%3Ccircle cx=%223%22 cy=%224%22 r=%222.4%22/%3E%3Ccircle cx=%228%22 cy=%2212%22 r=%222.4%22/%3E%3Ccircle cx=%2213%22 cy=%225%22 r=%222.4%22/%3E%3C/g%3E%3C/svg%3E';

/** Nothing from elsewhere, images inline, events and forms of this server, and this very script. */
const contentPolicy = [
  "default-src 'none'",
  'img-src data:',
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash('sha256').update(pageScript).digest('base64')}'`,
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
].join('; ');
