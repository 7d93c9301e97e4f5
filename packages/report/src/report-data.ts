import type { Provenance, RepeatResult, Winner } from '@ram-sweep/results';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';
import type { SamplePaths } from './glimpses/sample-paths.js';

/** All that a report is made from. */
export interface ReportData {
  readonly study: StudySummary;
  /** All trials of the study, best first within each phase. */
  readonly trials: readonly TrialRow[];
  /** Null before the first epoch. */
  readonly winner: Winner | null;
  /** Finalists, best first, then controls. */
  readonly repeats: readonly RepeatResult[];
  /** What the outcome rests on besides the study file. */
  readonly provenance: Provenance;
  readonly pictures: ReportPictures;
  readonly madeAt: Date;
  /** Of ram-sweep. */
  readonly version: string;
}

/** What the model of a trial looked at, or why that cannot be shown. */
export type ReportPictures = PathPictures | MissingPictures;

export interface PathPictures {
  readonly kind: 'paths';
  readonly trial: number;
  /** The epoch whose weights these are. */
  readonly epoch: number;
  readonly split: 'test' | 'validation';
  readonly samples: SamplePaths;
}

interface MissingPictures {
  readonly kind: 'missing';
  /** For people: what is missing, and the way out. */
  readonly reason: string;
}
