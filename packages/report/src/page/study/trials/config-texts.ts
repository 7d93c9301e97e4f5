import { shortValue } from '@ram-sweep/format';
import type { TrialRow } from '@ram-sweep/store/read';
import type { ConfigGroup } from '../../../derive/config-groups.js';

/** Configs as texts: the first of them, and by trial where others differ from it. */
export interface ConfigTexts {
  readonly base: Readonly<Record<string, string>>;
  readonly changes: Readonly<Record<number, Readonly<Record<string, string>>>>;
}

/** What the page's script shows of these configs when they are opened. */
export function configTexts(groups: readonly ConfigGroup[]): ConfigTexts {
  const texts = groups.map(({ shown }) => ({ number: shown.number, config: textsOf(shown) }));
  const base = texts[0]?.config ?? {};
  return {
    base,
    changes: Object.fromEntries(
      texts.map(({ number, config }) => [
        number,
        Object.fromEntries(Object.entries(config).filter(([field, value]) => base[field] !== value)),
      ]),
    ),
  };
}

const textsOf = ({ config }: TrialRow): Record<string, string> =>
  Object.fromEntries(Object.entries(config).map(([field, value]) => [field, shortValue(value)]));
