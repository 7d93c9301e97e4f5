export { comparisonPage, studiesPage, studyPage } from './pages.js';
export type { LivePage, LiveSection, RenderedPage } from './page.js';
export { renderDocument } from './document/document.js';
export { comparisonParams, studiesParams, studyParams } from './params.js';
export type { ComparisonParams, StudiesParams, StudyParams } from './params.js';
export type { Glimpses } from './study/glimpses.js';
export type { StudyData } from './study/read-study.js';
