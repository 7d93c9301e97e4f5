import { badUsage, type CommandError } from '../errors.js';

/**
 * What the text of a settings file says. Throws a CommandError (usage) with file and line where that is not YAML; it
 * repeats nothing of the text, which may be a secret that lacks its quotes.
 */
export async function parseSettings(file: string, text: string): Promise<unknown> {
  if (text.trim() === '') return {};
  const { parseDocument } = await import('yaml');
  const { yamlShape } = await import('@ram-sweep/search/yaml-shape');
  const { tooDeep, aliases } = yamlShape(text);
  if (tooDeep) throw notYaml(file, tooDeep.line, 'it is nested too deep');
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) throw notYaml(file, error.linePos?.[0].line ?? 1, `this is not YAML (${error.code})`);
  try {
    return (document.toJS() as unknown) ?? {};
  } catch (unresolved) {
    const name = (unresolved as Error).message.split(': ').at(-1);
    const alias = aliases.find((each) => each.name === name) ?? aliases.at(-1);
    throw notYaml(
      file,
      alias?.position.line ?? 1,
      'an alias (*) leads to no anchor (&), or there are too many',
    );
  }
}

const notYaml = (file: string, line: number, problem: string): CommandError =>
  badUsage(`${file}:${line}: ${problem}`, 'put a text that begins with a sign, such as * or &, in quotes');
