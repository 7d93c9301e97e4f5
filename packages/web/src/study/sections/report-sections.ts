import { bestConfig, verdictSection, type Section } from '@ram-sweep/report/parts';
import type { LiveSection } from '../../page.js';
import { nothing, titled } from '../../section.js';
import type { StudyData } from '../read-study.js';

/** Where the errors of the best and its controls stand, as in the report; nothing before there are finalists. */
export function comparedSection({ winner, study }: StudyData): LiveSection {
  const id = 'verdict';
  return winner === null || winner.group === null
    ? nothing(id)
    : asLive(id, verdictSection(winner, study.spec.dataset));
}

/** The config of the best, as in the report. */
export const bestSection = ({ winner, study }: StudyData): LiveSection =>
  winner === null ? nothing('best') : asLive('best', bestConfig(winner, study.spec.space));

const asLive = (id: string, { title, body }: Section): LiveSection => titled(id, title, body);
