import { counted } from '@ram-sweep/format';
import type { EngineChoice } from '@ram-sweep/engines';
import { tracePaths } from '@ram-sweep/ram';
import { surveyPaths, type PathPictures, type ReportPictures, type StudyRecord } from '@ram-sweep/report';
import { readTrial, type TrialDetail } from '@ram-sweep/store/read';
import { shownSplit } from '../models/shown-split.js';
import { commandsInThisShell } from '../print/command/in-this-shell.js';
import { isAnswer } from '../print/is-answer.js';
import { withTrainedModel } from '@ram-sweep/studies/models';
import { withCheckpoints, withReader } from '@ram-sweep/studies/servers';
import type { Say } from '../progress/life.js';
import type { Settings } from '../settings.js';

export interface SurveyOptions {
  readonly engine: EngineChoice;
  readonly dataDir?: string | undefined;
  readonly say: Say;
}

/** Wrong answers that are shown. */
const WRONG = 10;

/**
 * What the winner looks at and answers, over a whole split. A report without it is better than none: what kept it away
 * is said in its place.
 */
export async function surveyWinner(
  settings: Settings,
  record: StudyRecord,
  options: SurveyOptions,
): Promise<ReportPictures> {
  const { study, winner } = record;
  if (!winner) return { kind: 'missing', reason: 'There is no trained model yet.' };
  try {
    const trial = await withReader(settings, (reader) => readTrial(reader, study.id, winner.trial.number));
    if (trial === null) return { kind: 'missing', reason: 'The trial was deleted meanwhile.' };
    return await survey(settings, record, trial, options);
  } catch (error) {
    const reason = explain(error);
    console.error(`no pictures of glimpses: ${reason}`);
    return {
      kind: 'missing',
      reason: `What the best model looks at and confuses cannot be shown: ${reason}.`,
    };
  }
}

function explain(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return commandsInThisShell(isAnswer(error) && error.hint ? `${said}; ${error.hint}` : said);
}

async function survey(
  settings: Settings,
  { study }: StudyRecord,
  trial: TrialDetail,
  { engine, dataDir, say }: SurveyOptions,
): Promise<PathPictures> {
  const label = shownSplit(trial);
  return withCheckpoints(settings, (servers) =>
    withTrainedModel({ settings, servers, study, trial, engine, dataDir, say }, async (trained) => {
      const { model, splits, epoch, engine: used, source } = trained;
      const { seed, evaluation: policy } = trial.config;
      say(`${counted(splits[label].size, `${label} image`)} by trial ${trial.number}`);
      const traced = tracePaths({ model, split: splits[label], seed, label, policy });
      const found = await surveyPaths(traced, model.spec, WRONG);
      return {
        kind: 'paths',
        trial: trial.number,
        epoch,
        split: label,
        policy,
        source,
        engine: used,
        ...found,
      };
    }),
  );
}
