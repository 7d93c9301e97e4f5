import { trialStates, type StudyState } from '@ram-sweep/protocol';
import { actualState, type ActualState, type StudyResult } from '@ram-sweep/results';
import type { Metric, Sample } from './exposition.js';
import type { Observation } from './observation.js';

const STATES: readonly ActualState<StudyState>[] = ['active', 'paused', 'interrupted', 'stopped', 'complete'];

/** Series for each study under way, by its name, and one for all of them by state. */
export const studyMetrics = ({ studies, byState }: Observation): Metric[] => [
  {
    name: 'ram_sweep_studies',
    type: 'gauge',
    help: 'Studies in the database by state; interrupted: no sweep runs them any more.',
    samples: STATES.map((state) => ({
      labels: { state },
      value: byState
        .filter((each) => actualState(each) === state)
        .reduce((sum, each) => sum + each.studies, 0),
    })),
  },
  {
    name: 'ram_sweep_study_state',
    type: 'gauge',
    help: '1 for the state that a study is in, 0 for the others; interrupted: no sweep runs it any more.',
    samples: studies.flatMap((study) =>
      STATES.map((state) => of(study, actualState(study) === state ? 1 : 0, { state })),
    ),
  },
  {
    name: 'ram_sweep_trials',
    type: 'gauge',
    help: 'Trials of a study by state, without surplus ones.',
    samples: studies.flatMap((study) =>
      trialStates.map((state) => of(study, study.counts[state], { state })),
    ),
  },
  {
    name: 'ram_sweep_epochs_total',
    type: 'counter',
    help: 'Epochs recorded for the trials of a study.',
    samples: studies.map((study) => of(study, study.epochsDone)),
  },
  {
    name: 'ram_sweep_epochs_planned',
    type: 'gauge',
    help: 'Epochs that a study comes to, finalists and controls included, if each trial that can continue runs to its end.',
    samples: studies.map((study) => of(study, study.epochsTotal)),
  },
  {
    name: 'ram_sweep_best_validation_error_ratio',
    type: 'gauge',
    help: 'Validation error of the best config of a study so far, 0 to 1: of finalists the mean over their seeds.',
    samples: studies.flatMap((study) => (study.best ? [of(study, study.best.validation.mean)] : [])),
  },
  {
    name: 'ram_sweep_driven_seconds_total',
    type: 'counter',
    help: 'Seconds that a study was driven, without pauses and stops.',
    samples: studies.map((study) => of(study, study.drivenSeconds)),
  },
  {
    name: 'ram_sweep_last_event_timestamp_seconds',
    type: 'gauge',
    help: 'When the last event of a trial of a study was recorded.',
    samples: studies.flatMap((study) =>
      study.lastEventAt ? [of(study, study.lastEventAt.getTime() / 1000)] : [],
    ),
  },
];

const of = ({ name }: StudyResult, value: number, labels: Readonly<Record<string, string>> = {}): Sample => ({
  labels: { study: name, ...labels },
  value,
});
