import type { CopiedConfig } from '@ram-sweep/dashboard';
import type { TrialConfig } from '@ram-sweep/protocol';

/**
 * A trial's config as a study file can fix it: all fields but the seed, which every trial has to have for itself. As
 * usual YAML with a field a line, and folded to lines of `columns` characters, for where that is too long.
 */
export async function configText(config: TrialConfig, columns: number): Promise<CopiedConfig> {
  const { stringify } = await import('yaml');
  const { seed: _, ...fixed } = config;
  const fields = Object.entries(fixed).map(
    ([field, value], index, all) =>
      `${field}: ${stringify(value, { collectionStyle: 'flow' }).trim()}${index === all.length - 1 ? '' : ','}`,
  );
  return {
    text: stringify({ config: fixed }),
    folded: ['config: {', ...fold(fields, columns - 2).map((line) => `  ${line}`), '}', ''].join('\n'),
  };
}

/** Words into lines of at most `width` characters, a space between them; a longer word has a line of its own. */
function fold(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
