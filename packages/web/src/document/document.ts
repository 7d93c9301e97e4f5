import type { RenderedPage } from '../page.js';

/** A whole document, whose script replaces the sections that come from `live`. */
export const renderDocument = (page: RenderedPage, { live }: { readonly live: string }): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${page.title}</title></head>` +
  `<body data-live="${live.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">` +
  `${page.sections.map(({ html }) => html).join('')}<script>${SCRIPT}</script></body></html>`;

const SCRIPT = `const events = new EventSource(document.body.dataset.live);
events.addEventListener('section', ({ data }) => {
  const { id, html } = JSON.parse(data);
  document.getElementById(id).outerHTML = html;
});`;
