import type { studySpecSchema } from '@ram-sweep/protocol';
import type { z } from 'zod';

/** What a study file holds: all but name and dataset has a default (docs/study-files.md). */
export type StudyInput = z.input<typeof studySpecSchema>;
