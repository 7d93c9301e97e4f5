import { timestamp } from '@ram-sweep/format';
import { html } from './html.js';
import { searchesSection } from './page/comparison/searches-section.js';
import { verdictsSection } from './page/comparison/verdicts-section.js';
import { winnersSection } from './page/comparison/winners-section.js';
import { renderDocument, type Section } from './page/document.js';
import type { ComparisonData } from './report-data.js';

/** Several studies as one HTML page that needs nothing else. */
export function renderComparison({ studies, madeAt, version, commit }: ComparisonData): string {
  const names = studies.map(({ study }) => study.name);
  const sections: (Section | null)[] = [
    verdictsSection(studies),
    winnersSection(studies),
    searchesSection(studies),
  ];
  return renderDocument({
    title: names.join(', '),
    version,
    header: html`<header>
      <p class="kind">${studies.length} ram-sweep studies side by side</p>
      <h1>${names.join(', ')}</h1>
      <p class="note">As of <time datetime="${madeAt.toISOString()}">${timestamp(madeAt)}</time>.</p>
    </header>`,
    sections: sections.filter((section) => section !== null),
    footer: html`Made by ram-sweep ${version}${commit === null ? null : `, commit ${commit},`} with
      <code>ram-sweep report ${names.join(' ')}</code>.`,
    scriptData: {},
  });
}
