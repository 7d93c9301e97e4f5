export { StudyFileError } from './errors.js';
export type { StudyProblem } from './errors.js';
export type { StudyOverride } from './overrides.js';
export { parseStudy, readStudyFile } from './study-file.js';
export { studyJsonSchema } from './json-schema.js';
export { sampleTrial } from './sample.js';
export type { SampledTrial } from './sample.js';
