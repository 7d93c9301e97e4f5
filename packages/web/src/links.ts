import type { StudyParams } from './params.js';

/*
 * Addresses of the pages, from one to another: relative, so that all of them may lie beneath any path of a proxy.
 *
 *   (root)              all studies, ?page=2
 *   (root)studies/NAME  one study, ?page=2&q=state%3Drunning&sort=error&down=1&glimpses=1
 *   (root)compare       ?study=A&study=B
 */

/** From a page directly beneath the root, to the root. */
export const FROM_TOP = './';
/** From the page of a study to the root. */
export const FROM_STUDY = '../';

export const studyLink = (root: string, name: string): string => `${root}studies/${encodeURIComponent(name)}`;

/** The address of a study's page with some of its params changed; those that are as by default are left out. */
export function studyQuery(params: StudyParams, changed: Partial<StudyParams>, anchor = ''): string {
  const { page, q, sort, down, trial, glimpses } = { ...params, ...changed };
  const query = new URLSearchParams({
    ...(q === '' ? {} : { q }),
    ...(sort === 'rank' ? {} : { sort }),
    ...(down ? { down: '1' } : {}),
    ...(page === 1 ? {} : { page: String(page) }),
    ...(trial === null ? {} : { trial: String(trial) }),
    ...(glimpses ? { glimpses: '1' } : {}),
  }).toString();
  return `?${query}${anchor}`;
}
