import { html } from '@ram-sweep/report/parts';
import { untitled } from '../section.js';
import { renderDocument } from './document.js';

/** What a page says that has nothing to show: what is wrong, and the way out. */
interface Notice {
  readonly title: string;
  readonly text: string;
  /** From this page's address to that of all studies. */
  readonly root: string;
}

/** A whole page for an error, such as a study that does not exist. */
export const renderNotice = ({ title, text, root }: Notice): string =>
  renderDocument(
    {
      title,
      root,
      sections: [
        untitled(
          'notice',
          html`<h1>${title}</h1>
            <p class="lead">${text}</p>
            <p><a href="${root}">All studies</a></p>`,
        ),
      ],
    },
    { live: null },
  );
