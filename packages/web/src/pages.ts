import { findStudyResult, findWinner, listStudies, type StudyResult, type Winner } from '@ram-sweep/results';
import type { Glimpses } from './study/glimpses.js';
import type { LivePage, LiveSection } from './page.js';
import type { ComparisonParams, StudiesParams, StudyParams } from './params.js';

const shown = ({ name, state, counts, epochsDone }: StudyResult): string =>
  `${name} ${state} ${JSON.stringify(counts)} ${epochsDone}`;

const section = (id: string, text: string): LiveSection => ({ id, html: `<p id="${id}">${text}</p>` });

export const studiesPage: LivePage<StudiesParams, readonly StudyResult[]> = {
  read: async (reader) => {
    const studies: StudyResult[] = [];
    for await (const study of listStudies(reader)) studies.push(study);
    return studies;
  },
  render: (studies) => ({
    title: 'studies',
    root: './',
    sections: [section('studies', studies.map(shown).join('; '))],
  }),
};

interface StudyData {
  readonly study: StudyResult;
  readonly winner: Winner | null;
  readonly glimpses: Glimpses | null;
}

export const studyPage: LivePage<StudyParams, StudyData> = {
  read: async (reader, params) => {
    const study = await findStudyResult(reader, params.study);
    return study && { study, winner: await findWinner(reader, study.id), glimpses: null };
  },
  render: ({ study, winner, glimpses }) => ({
    title: study.name,
    root: '../',
    sections: [
      section('head', shown(study)),
      section('best', JSON.stringify(winner?.trial.bestValidationError ?? null)),
      section('glimpses', JSON.stringify(glimpses)),
    ],
  }),
};

export const comparisonPage: LivePage<ComparisonParams, readonly (StudyResult | null)[]> = {
  read: (reader, { studies }) => Promise.all(studies.map((name) => findStudyResult(reader, name))),
  render: (studies) => ({
    title: 'comparison',
    root: './',
    sections: [section('comparison', studies.map((study) => study && shown(study)).join('; '))],
  }),
};
