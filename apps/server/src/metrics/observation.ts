import { findStudyResult, type StudyResult } from '@ram-sweep/results';
import {
  countStudies,
  readRecentStudies,
  readWorkforce,
  type CountedStudies,
  type Reader,
  type RecentStudy,
  type Workforce,
} from '@ram-sweep/store/read';

/** What the database says at one moment. */
export interface Observation {
  /** Studies under way or just over. */
  readonly studies: readonly StudyResult[];
  /** Of all studies. */
  readonly byState: readonly CountedStudies[];
  readonly workforce: Workforce;
}

/** Series of a study that nothing has happened to for an hour end, unless it is still to continue. */
const OVER_SECONDS = 3_600;
/** Studies with series of their own, some 20 each: the newest. */
const MOST_STUDIES = 100;

/** Observes over and over. A study that nothing has happened to since is not counted again. */
export class Observer {
  #known = new Map<string, { readonly mark: string; readonly result: StudyResult }>();

  async observe(reader: Reader): Promise<Observation> {
    const recent = await readRecentStudies(reader, { overSeconds: OVER_SECONDS, limit: MOST_STUDIES });
    const studies: StudyResult[] = [];
    const known = new Map<string, { mark: string; result: StudyResult }>();
    for (const study of recent) {
      const result = await this.#resultOf(reader, study);
      if (result === null) continue;
      known.set(study.id, { mark: study.mark, result });
      studies.push({ ...result, driven: study.driven, hasCoordinator: study.hasCoordinator });
    }
    this.#known = known;
    return { studies, byState: await countStudies(reader), workforce: await readWorkforce(reader) };
  }

  async #resultOf(reader: Reader, { id, mark }: RecentStudy): Promise<StudyResult | null> {
    const known = this.#known.get(id);
    return known?.mark === mark ? known.result : findStudyResult(reader, id);
  }
}
