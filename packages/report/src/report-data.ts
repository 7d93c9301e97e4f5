import type { TrialConfig } from '@ram-sweep/protocol';
import type { MeanInterval, RepeatGroup } from '@ram-sweep/search';
import type { StudySummary, TrialRow } from '@ram-sweep/store/read';
import type { SamplePaths } from './glimpses/sample-paths.js';

/** All that a report is made from. */
export interface ReportData {
  readonly study: StudySummary;
  /** All trials of the study, best first within each phase. */
  readonly trials: readonly TrialRow[];
  /** The trial that stands for the best config, of the search or a finalist; null before the first epoch. */
  readonly best: TrialRow | null;
  /** Finalists, best first, then controls. */
  readonly repeats: readonly RepeatResult[];
  readonly pictures: ReportPictures;
  readonly madeAt: Date;
  /** Of ram-sweep. */
  readonly version: string;
}

/** A config that was trained again with fresh seeds, and how its trainings did on the test images. */
export interface RepeatResult extends RepeatGroup<TrialRow> {
  readonly tests: readonly RepeatTest[];
}

/** The mean over a config's trainings, tested under one protocol. */
export interface RepeatTest extends MeanInterval {
  readonly policy: TrialConfig['evaluation'];
  readonly rollouts: number;
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
