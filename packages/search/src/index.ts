export { StudyFileError } from './errors.js';
export type { StudyProblem } from './errors.js';
export type { StudyOverride } from './study-file/overrides.js';
export { parseStudy, readStudyFile } from './study-file/study-file.js';
export { studyJsonSchema } from './study-file/json-schema.js';
export { sampleTrial } from './samplers/sample.js';
export type { SampledTrial } from './samplers/sample.js';
