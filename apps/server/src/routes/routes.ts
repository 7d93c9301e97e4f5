import { best, studies, study } from './api/studies.js';
import { trial, trials } from './api/trials.js';
import { healthz, readyz } from './health.js';
import { metrics } from './metrics.js';
import {
  comparisonDocument,
  comparisonEvents,
  studiesDocument,
  studiesEvents,
  studyDocument,
  studyEvents,
} from './pages.js';
import { trialInStudy, trialsInStudy } from './parts-of-study.js';
import type { Route } from './route.js';
import { scale } from './scale.js';

export const routes: readonly Route[] = [
  { path: '/', answer: studiesDocument },
  { path: '/events', answer: studiesEvents },
  { path: '/studies/:study', answer: studyDocument },
  { path: '/studies/:study/events', answer: studyEvents },
  { path: '/studies/:study/trials', answer: trialsInStudy },
  { path: '/studies/:study/trials/:trial', answer: trialInStudy },
  { path: '/compare', answer: comparisonDocument },
  { path: '/compare/events', answer: comparisonEvents },
  { path: '/metrics', answer: metrics },
  { path: '/healthz', open: true, answer: healthz },
  { path: '/readyz', open: true, answer: readyz },
  { path: '/scale', answer: scale },
  { path: '/api/studies', answer: studies },
  { path: '/api/studies/:study', answer: study },
  { path: '/api/studies/:study/best', answer: best },
  { path: '/api/studies/:study/trials', answer: trials },
  { path: '/api/studies/:study/trials/:trial', answer: trial },
];
