import { parseHTML } from 'linkedom';

type Parsed = ReturnType<typeof parseHTML>;

/** A page as its reader has it, its script running. */
export class Page {
  readonly document: Parsed['document'];
  readonly #window: Parsed;

  constructor(html: string) {
    const window = parseHTML(html);
    this.#window = window;
    this.document = window.document;
    const script = [...this.document.querySelectorAll('script')].at(-1)?.textContent ?? '';
    // eslint-disable-next-line typescript/no-implied-eval -- the page's own script, in its own document
    new Function('document', script)(this.document);
  }

  /** Texts of all elements that are selected, their white space made single. */
  texts(selector: string): string[] {
    return [...this.document.querySelectorAll(selector)].map(({ textContent }) =>
      (textContent ?? '').replaceAll(/\s+/g, ' ').trim(),
    );
  }

  /** The one text that is selected; throws if there is none. */
  text(selector: string): string {
    const [text] = this.texts(selector);
    if (text === undefined) throw new Error(`the page has no ${selector}`);
    return text;
  }

  click(selector: string): void {
    this.#send(selector, 'click');
  }

  pointAt(selector: string): void {
    this.#send(selector, 'pointerover');
  }

  #send(selector: string, type: string): void {
    const target = this.document.querySelector(selector);
    if (target === null) throw new Error(`the page has no ${selector}`);
    target.dispatchEvent(new this.#window.Event(type, { bubbles: true }));
  }
}
