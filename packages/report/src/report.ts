import type { Html } from './html.js';
import { html } from './html.js';
import { renderDocument, type Section } from './page/document.js';
import { originOf, searchTrials, studyFacts } from './page/facts.js';
import { pointedTexts } from './page/pointed-texts.js';
import { answersSection } from './page/study/answers-section.js';
import { bestConfig } from './page/study/best-config.js';
import { costSection } from './page/study/cost-section.js';
import { fieldsSection } from './page/study/fields-section.js';
import { glimpsesSection } from './page/study/glimpses-section.js';
import { header } from './page/study/header.js';
import { provenanceSection } from './page/study/provenance-section.js';
import { repeatsSection } from './page/study/repeats-section.js';
import { searchSection } from './page/study/search-section.js';
import { timelineSection } from './page/study/timeline-section.js';
import type { ConfigTexts } from './page/study/trials/config-texts.js';
import { trialsSection } from './page/study/trials/trials-section.js';
import { verdictSection } from './page/study/verdict-section.js';
import type { ReportData } from './report-data.js';

/** The study as one HTML page that needs nothing else. */
export function renderReport(data: ReportData): string {
  const { study, trials, version } = data;
  const { sections, configs } = reportSections(data);
  const texts = pointedTexts(
    trials,
    Object.keys(study.spec.space),
    sections.map(({ body }) => body),
  );
  return renderDocument({
    title: study.name,
    version,
    header: header(data, studyFacts(data)),
    sections,
    footer: footer(data),
    scriptData: { trials: texts, configs },
  });
}

/** The page's sections in their order, without those that the study has nothing for. */
function reportSections(data: ReportData): { sections: Section[]; configs: ConfigTexts } {
  const { study, trials, listed, winner, repeats, pictures, madeAt } = data;
  const { space, dataset } = study.spec;
  const search = searchTrials(trials);
  const table = trialsSection({ listed, configs: search.length }, repeats, space);
  const timeline = timelineSection(data, study.lastEventAt ?? madeAt);
  if (winner === null) {
    return {
      sections: present([nothingYet, table.section, timeline, provenanceSection(data)]),
      configs: table.configs,
    };
  }
  const origin = originOf(winner.trial);
  const sections = present([
    verdictSection(winner, dataset),
    bestConfig(winner, space),
    glimpsesSection(pictures, study.name),
    answersSection(pictures),
    repeatsSection(repeats),
    searchSection(search, origin),
    fieldsSection(space, search, origin),
    costSection(search, origin),
    timeline,
    table.section,
    provenanceSection(data),
  ]);
  return { sections, configs: table.configs };
}

const nothingYet: Section = {
  id: 'verdict',
  title: 'No result yet',
  body: html`<p class="missing">No trial has finished an epoch yet, so there is nothing to draw.</p>`,
};

const present = (sections: readonly (Section | null)[]): Section[] =>
  sections.filter((section) => section !== null);

const footer = ({ study, version }: ReportData): Html =>
  html`Made by ram-sweep ${version} with <code>ram-sweep report ${study.name}</code>.`;
