export { askCoordinator } from './ask-coordinator.js';
export type { Target } from './target.js';
export { endPause } from './end-pause.js';
export { requireStopped } from './require-stopped.js';
export { studyEnd } from './study-end.js';
export type { StudyEnd } from './study-end.js';
