/** A piece of HTML that may stand in a page as it is. Made by `html` and `trusted` only. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = string | number | Html | null | readonly HtmlValue[];

/**
 * A template whose values are escaped, unless they are Html themselves; lists are joined, null is nothing.
 * So what comes from outside (names, messages, params) cannot become markup, neither as text nor in a quoted
 * attribute.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const text = strings.reduce((before, part, index) => before + textOf(values[index - 1] ?? null) + part);
  return new Html(text);
}

/** Markup that was made here, such as a chart. Never for anything from outside. */
export const trusted = (markup: string): Html => new Html(markup);

/** A value as JSON inside a script element: no `<`, so nothing in it can end the element. */
export const jsonScript = (value: unknown): Html =>
  new Html(JSON.stringify(value).replaceAll('<', String.raw`\u003c`));

function textOf(value: HtmlValue): string {
  if (value === null) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join('');
  return escapeHtml(`${value as string | number}`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
