import { html, type Html } from '@ram-sweep/report/parts';
import type { RenderedPage } from '../page.js';
import { untitled } from '../section.js';

/** What is said to a browser in place of the page that it asked for. */
export interface Notice {
  readonly title: string;
  /** A sentence. */
  readonly text: string;
  /** What else the address says, where it lacks the server's token: then the page asks for it. */
  readonly keptForToken?: URLSearchParams;
}

/** A page that says why there is no other, with the way on. `root`: from its address to that of all studies. */
export const renderNotice = ({ title, text, keptForToken }: Notice, root: string): RenderedPage => ({
  title,
  root,
  sections: [
    untitled(
      'notice',
      html`<h1>${title}</h1>
        <p class="lead">${text}</p>
        ${
          keptForToken === undefined
            ? html`<p><a class="button" href="${root}">All studies</a></p>`
            : tokenForm(keptForToken)
        }`,
    ),
  ],
});

/** Leads to the same address with the token, which the server makes a cookie of. */
const tokenForm = (kept: URLSearchParams): Html =>
  html`<form class="token">
      ${[...kept].map(([name, value]) =>
        name === 'token' ? null : html`<input type="hidden" name="${name}" value="${value}" />`,
      )}
      <label for="token">Token</label>
      <input id="token" name="token" type="password" required autofocus autocomplete="current-password" />
      <button type="submit" class="button">Continue</button>
    </form>
    <p class="note">
      The person who started the server has it: <code>RAM_SWEEP_SERVE_TOKEN</code>, or the file of
      <code>--token-file</code>. This browser will keep a cookie for 30 days, and not the token.
    </p>`;
