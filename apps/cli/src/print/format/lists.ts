/** What stands around a list in a document: fields before it, and its name. */
export interface ListFrame {
  readonly head: Readonly<Record<string, unknown>>;
  readonly name: string;
}

/** A list as JSON piece by piece, as JSON.stringify would write it; within a mapping where there is a frame. */
export async function* jsonTexts(
  pages: AsyncIterable<readonly unknown[]>,
  frame?: ListFrame,
): AsyncGenerator<string> {
  const indent = frame ? '  ' : '';
  yield frame ? jsonHead(frame) : '[';
  let isEmpty = true;
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield (isEmpty ? '' : ',') + page.map((value) => `\n${jsonItem(value, `${indent}  `)}`).join(',');
    isEmpty = false;
  }
  yield isEmpty ? ']' : `\n${indent}]`;
  yield frame ? '\n}\n' : '\n';
}

/** A mapping up to the bracket that opens its list. */
function jsonHead({ head, name }: ListFrame): string {
  const whole = JSON.stringify({ ...head, [name]: [] }, null, 2);
  return whole.slice(0, whole.lastIndexOf('[')) + '[';
}

/** No line break within a text is written as one. */
const jsonItem = (value: unknown, indent: string): string =>
  indent + JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);

/** A list as YAML piece by piece; within a mapping where there is a frame. */
export async function* yamlTexts(
  pages: AsyncIterable<readonly unknown[]>,
  frame?: ListFrame,
): AsyncGenerator<string> {
  const { stringify } = await import('yaml');
  const write = (value: unknown): string => stringify(value, { aliasDuplicateObjects: false });
  const title = frame ? `${frame.name}:\n` : '';
  if (frame && Object.keys(frame.head).length > 0) yield write(frame.head);
  let isEmpty = true;
  for await (const page of pages) {
    if (page.length === 0) continue;
    const text = write(frame ? { [frame.name]: page } : page);
    yield isEmpty ? text : text.slice(title.length);
    isEmpty = false;
  }
  if (isEmpty) yield write(frame ? { [frame.name]: [] } : []);
}
