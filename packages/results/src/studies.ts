import {
  findStudySummary,
  listStudies as listSummaries,
  type Reader,
  type RunStart,
  type StudySummary,
} from '@ram-sweep/store/read';
import { findBest, type Best } from './best/best.js';
import { foreseenEpochs } from './progress/progress.js';

/** A study, how far it is, and the best that it has found. */
export interface StudyResult extends StudySummary {
  readonly best: Best | null;
  /**
   * What it would come to if each trial that can continue ran to its end: with finalists and controls also before they
   * are there, so that it does not jump where they are added.
   */
  readonly epochsTotal: number;
  /** What it had come to when its present run began, where that was asked for. */
  readonly runStart?: RunStart | null;
}

/** All studies, newest first, one at a time. */
export async function* listStudies(reader: Reader): AsyncGenerator<StudyResult> {
  for await (const study of listSummaries(reader)) yield withBest(reader, study);
}

/** The study of that name or id; without one, the newest study. */
export async function findStudyResult(reader: Reader, nameOrId?: string): Promise<StudyResult | null> {
  const study = await findStudySummary(reader, nameOrId);
  return study && withBest(reader, study);
}

/** The study with the best that it has found. */
export async function withBest(reader: Reader, study: StudySummary): Promise<StudyResult> {
  return { ...study, epochsTotal: foreseenEpochs(study), best: await findBest(reader, study) };
}
