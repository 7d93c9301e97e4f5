import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { studyQuery } from '../src/links.js';
import { comparisonParams, studiesParams, studyParams } from '../src/params.js';

const query = (text: string) => new URLSearchParams(text);
const plain = { study: 'a', page: 1, q: '', sort: 'rank', down: false, trial: null, glimpses: false };

test.each([
  ['', {}],
  [
    'page=3&q=error%3C3%25&sort=std&down=1&trial=12&glimpses=1',
    { trial: 12, page: 3, q: 'error<3%', sort: 'std', down: true, glimpses: true },
  ],
  ['page=-1&sort=nothing&down=maybe&trial=first&glimpses=0', {}],
  ['page=1e9&study=other', {}],
])('an address of a study says what it says, and what it says wrongly is left out: %s', (text, expected) => {
  expect(studyParams('a', query(text))).toEqual({ ...plain, ...expected });
});

const word = fc.constantFrom('page', 'q', 'sort', 'down', 'trial', 'glimpses', 'study', 'other');

it('takes any address for some page', () => {
  fc.assert(
    fc.property(fc.string(), fc.dictionary(word, fc.string()), (study, values) => {
      const text = new URLSearchParams(values).toString();
      expect(studiesParams(query(text)).page).toBeGreaterThan(0);
      expect(studyParams(study, query(text)).study.length).toBeLessThanOrEqual(100);
      expect(comparisonParams(query(text)).studies.length).toBeLessThanOrEqual(6);
    }),
  );
});

it('writes an address that says the same', () => {
  const params = studyParams('a', query('page=3&q=a+b%26c%3D1&sort=error&down=1&trial=0&glimpses=1'));
  expect(studyParams('a', query(studyQuery(params, {}).slice(1)))).toEqual(params);
  expect(studyQuery(params, plain, '#trials')).toBe('?#trials');
});

it('compares each study once, and no more than have a colour', () => {
  expect(comparisonParams(query('study=a&study=b&study=a&study=%3Cb%3E')).studies).toEqual(['a', 'b']);
  const many = Array.from({ length: 9 }, (_, index) => `study=s${index}`).join('&');
  expect(comparisonParams(query(many)).studies).toHaveLength(6);
});
