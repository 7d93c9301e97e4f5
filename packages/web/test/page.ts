import { parseHTML } from 'linkedom';
import type { RenderedPage } from '../src/page.js';
import { renderDocument } from '../src/document/document.js';

type Document = ReturnType<typeof parseHTML>['document'];

/** A whole page without its script running. */
export class Page {
  readonly document: Document;

  constructor(page: RenderedPage) {
    this.document = parseHTML(renderDocument(page, { live: 'events' })).document;
  }

  /** Texts of all elements that are selected, their white space made single. */
  texts(selector: string): string[] {
    return [...this.document.querySelectorAll(selector)].map(({ textContent }) =>
      (textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
    );
  }

  /** The first text that is selected; throws if there is none. */
  text(selector: string): string {
    const [text] = this.texts(selector);
    if (text === undefined) throw new Error(`the page has no ${selector}`);
    return text;
  }

  count(selector: string): number {
    return this.document.querySelectorAll(selector).length;
  }
}
