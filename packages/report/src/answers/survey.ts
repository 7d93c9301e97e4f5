import type { ModelSpec, TracedBatch } from '@ram-sweep/ram';
import { SampleChoice, type SamplePaths } from '../glimpses/sample-paths.js';
import { PathCounter, type PathTally } from './path-tally.js';

/** Paths over some images of a split, and all of them summed up. */
export interface PathSurvey {
  readonly samples: SamplePaths;
  readonly tally: PathTally;
}

/** Goes over a whole split once. `wrongCount`: how many wrong answers are kept as samples. */
export async function surveyPaths(
  traced: AsyncIterable<TracedBatch>,
  spec: Pick<ModelSpec, 'imageSize' | 'classes' | 'glimpses' | 'patchSize' | 'scale'>,
  wrongCount: number,
): Promise<PathSurvey> {
  const choice = new SampleChoice(spec, wrongCount);
  const counter = new PathCounter(spec);
  for await (const batch of traced) {
    choice.add(batch);
    counter.add(batch);
  }
  return { samples: choice.samples(), tally: counter.tally() };
}
