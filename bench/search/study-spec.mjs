import { studySpecSchema } from '@ram-sweep/protocol';

const defaults = studySpecSchema.parse({ name: 'bench', dataset: { name: 'glyphs' }, space: {} });

/**
 * A study of these values, as samplers read it. The fields of its space are no trial's, so it can be no study file.
 * @param {object} study
 * @returns {import('@ram-sweep/protocol').StudySpec}
 */
export const studySpec = (study) => ({ ...defaults, ...study });
