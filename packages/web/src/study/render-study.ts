import { FROM_STUDY } from '../links.js';
import { contents } from '../contents.js';
import type { LiveSection, RenderedPage } from '../page.js';
import { filterSection, leaderboardSection } from './leaderboard/leaderboard-section.js';
import type { StudyData } from './read-study.js';
import { activitySection } from './sections/activity.js';
import { failuresSection } from './sections/failures.js';
import { fieldsSection } from './sections/fields.js';
import { glimpsesSection } from './sections/glimpses.js';
import { headlineSection, headSection, pageTitle } from './sections/head.js';
import { progressSection } from './sections/progress.js';
import { provenanceSection } from './sections/provenance.js';
import { bestSection, comparedSection } from './sections/report-sections.js';
import { searchSection } from './sections/search.js';
import { trialSection } from './sections/trial.js';
import { workersSection } from './workers/workers-section.js';

/** The page of one study: what matters most first. */
export function renderStudy(data: StudyData): RenderedPage {
  const sections = sectionsOf(data);
  return {
    title: pageTitle(data),
    root: FROM_STUDY,
    isPartial: data.picture === null,
    sections: [
      headSection(data),
      headlineSection(data),
      progressSection(data),
      contents(sections),
      ...sections,
    ],
  };
}

const sectionsOf = (data: StudyData): LiveSection[] => [
  comparedSection(data),
  failuresSection(data),
  searchSection(data),
  filterSection(data),
  leaderboardSection(data),
  trialSection(data),
  bestSection(data),
  glimpsesSection(data),
  fieldsSection(data),
  workersSection(data),
  activitySection(data),
  provenanceSection(data),
];
