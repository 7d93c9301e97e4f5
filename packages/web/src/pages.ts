import { readComparison, type ComparisonData } from './comparison/read-comparison.js';
import { renderComparison } from './comparison/render-comparison.js';
import type { LivePage } from './page.js';
import type { ComparisonParams, StudiesParams, StudyParams } from './params.js';
import { readStudies, type StudiesData } from './studies/read-studies.js';
import { renderStudies } from './studies/render-studies.js';
import { readStudy, type StudyData } from './study/read-study.js';
import { renderStudy } from './study/render-study.js';

/** All studies, at the root. */
export const studiesPage: LivePage<StudiesParams, StudiesData> = { read: readStudies, render: renderStudies };

/** One study, at `studies/NAME`. */
export const studyPage: LivePage<StudyParams, StudyData> = { read: readStudy, render: renderStudy };

/** Several studies side by side, at `compare`. */
export const comparisonPage: LivePage<ComparisonParams, ComparisonData> = {
  read: readComparison,
  render: renderComparison,
};
