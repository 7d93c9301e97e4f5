import type { TrialConfig } from '@ram-sweep/protocol';
import type { Provenance, RepeatResult, Winner } from '@ram-sweep/results';
import type { AttemptSpan, StudySummary, TrialRow } from '@ram-sweep/store/read';
import type { PathSurvey } from './answers/survey.js';
import type { ReportTrial } from './report-trial.js';

/** What is known of a study from its tables. */
export interface StudyRecord {
  readonly study: StudySummary;
  /** All trials of the study, best first within each phase. */
  readonly trials: readonly ReportTrial[];
  /** Those of the search that are listed in full: the best, and those that finalists repeat. */
  readonly listed: readonly TrialRow[];
  /** Null before the first epoch. */
  readonly winner: Winner | null;
  /** Finalists, best first, then controls. */
  readonly repeats: readonly RepeatResult[];
  /** What the outcome rests on besides the study file. */
  readonly provenance: Provenance;
  /** Every attempt at a trial, in the order in which they started. */
  readonly attempts: readonly AttemptSpan[];
}

/** When a page was made, and with what. */
interface PageMaker {
  readonly madeAt: Date;
  /** Of ram-sweep. */
  readonly version: string;
  /** Of the checkout that ram-sweep ran in; null outside one. */
  readonly commit: string | null;
}

/** All that a report is made from. */
export interface ReportData extends StudyRecord, PageMaker {
  readonly pictures: ReportPictures;
}

/** All that a comparison of several studies is made from. */
export interface ComparisonData extends PageMaker {
  /** In the order in which they were asked for. */
  readonly studies: readonly StudyRecord[];
}

/** What the model of a trial looked at and answered, or why that cannot be shown. */
export type ReportPictures = PathPictures | MissingPictures;

export interface PathPictures extends PathSurvey {
  readonly kind: 'paths';
  readonly trial: number;
  /** The epoch whose weights these are. */
  readonly epoch: number;
  readonly split: 'test' | 'validation';
  /** How the paths were chosen. */
  readonly policy: TrialConfig['evaluation'];
  /** Where the images came from, and what computed the paths; for people. */
  readonly source: string;
  readonly engine: string;
}

interface MissingPictures {
  readonly kind: 'missing';
  /** For people: what is missing, and the way out. */
  readonly reason: string;
}
