import type { RenderedPage } from '@ram-sweep/web';
import type { Revisions } from './revisions.js';

/** Something to be sent, as it goes over the wire: one text for all viewers. */
interface Item {
  readonly revision: number;
  readonly bytes: Buffer;
}

/**
 * What the viewers of a page are to have: for each section the newest state alone, so that it is never more than one
 * page, and a viewer that is behind gets what they lack in one go.
 */
export class News {
  readonly #revisions: Revisions;
  readonly #sections = new Map<string, Item & { readonly html: string }>();
  /** The last `stale` or `fresh`; null before the first. */
  #state: (Item & { readonly trouble: string | null }) | null = null;

  constructor(revisions: Revisions) {
    this.#revisions = revisions;
  }

  /** The revision of a document that shows all sections as they are. */
  get revision(): number {
    return [...this.#sections.values()].reduce((most, { revision }) => Math.max(most, revision), 0);
  }

  /** The sections that differ become news. */
  take({ sections }: RenderedPage): void {
    for (const { id, html } of sections) {
      if (this.#sections.get(id)?.html === html) continue;
      this.#sections.set(id, { html, ...this.#item('section', JSON.stringify({ id, html })) });
    }
  }

  /** Why nothing can be read, in a sentence; null where it can. */
  tellTrouble(trouble: string | null): void {
    if ((this.#state?.trouble ?? null) === trouble) return;
    const item = trouble === null ? this.#item('fresh', '') : this.#item('stale', trouble);
    this.#state = { trouble, ...item };
  }

  /** What came after that revision, oldest first. */
  since(revision: number): readonly Item[] {
    return [...this.#sections.values(), ...(this.#state === null ? [] : [this.#state])]
      .filter((item) => item.revision > revision)
      .toSorted((a, b) => a.revision - b.revision);
  }

  #item(event: string, data: string): Item {
    const revision = this.#revisions.next();
    const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
    const text = `id: ${this.#revisions.nameOf(revision)}\nevent: ${event}\n${lines.join('')}\n`;
    return { revision, bytes: Buffer.from(text) };
  }
}
