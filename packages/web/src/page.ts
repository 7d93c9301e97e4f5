import type { Reader } from '@ram-sweep/store/read';

/** A part of a page that is replaced as a whole when what it shows has changed. */
export interface LiveSection {
  /** Unique in its page, and there however little there is to show: then the element is empty and hidden. */
  readonly id: string;
  /** The whole element, which has that id. The same data give the same text. */
  readonly html: string;
  /** What it is called in the contents; of one that has a title and something to show. */
  readonly title?: string;
}

/** What of a page changes while it is looked at. */
export interface RenderedPage {
  readonly title: string;
  /** In their order; the same ids whatever there is to show. */
  readonly sections: readonly LiveSection[];
  /** From this page's address to that of all studies, such as `../`. */
  readonly root: string;
  /** Whether something is still being counted, and is marked as such meanwhile. Default: false. */
  readonly isPartial?: boolean;
}

/** A page that is read and drawn over and over while somebody watches. */
export interface LivePage<Params, Data> {
  /**
   * Reads what the page shows; null where there is no such study. What takes long may come later: then `tell` gets what
   * was read until then.
   */
  readonly read: (reader: Reader, params: Params, tell?: (part: Data) => void) => Promise<Data | null>;
  /** Pure. */
  readonly render: (data: Data) => RenderedPage;
}
