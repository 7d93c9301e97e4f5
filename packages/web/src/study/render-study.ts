import { FROM_STUDY } from '../links.js';
import type { RenderedPage } from '../page.js';
import { filterSection, leaderboardSection } from './leaderboard/leaderboard-section.js';
import type { StudyData } from './read-study.js';
import { activitySection } from './sections/activity.js';
import { failuresSection } from './sections/failures.js';
import { fieldsSection } from './sections/fields.js';
import { glimpsesSection } from './sections/glimpses.js';
import { headlineSection, headSection } from './sections/head.js';
import { progressSection } from './sections/progress.js';
import { provenanceSection } from './sections/provenance.js';
import { bestSection, comparedSection } from './sections/report-sections.js';
import { searchSection } from './sections/search.js';
import { workersSection } from './workers/workers-section.js';

/** The page of one study: what matters most first. */
export const renderStudy = (data: StudyData): RenderedPage => ({
  title: data.study.name,
  root: FROM_STUDY,
  sections: [
    headSection(data),
    headlineSection(data),
    progressSection(data),
    comparedSection(data),
    failuresSection(data),
    searchSection(data),
    filterSection(data),
    leaderboardSection(data),
    bestSection(data),
    glimpsesSection(data),
    fieldsSection(data),
    workersSection(data),
    activitySection(data),
    provenanceSection(data),
  ],
});
