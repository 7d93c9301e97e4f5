/** What a key means; `text` are letters for the line that is being typed, `erase` its last one. */
export type Key =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'page-up'
  | 'page-down'
  | 'first'
  | 'last'
  | 'next'
  | 'previous'
  | 'sort'
  | 'sort-back'
  | 'reverse'
  | 'filter'
  | 'open'
  | 'back'
  | 'erase'
  | 'mark'
  | 'compare'
  | 'stop'
  | 'glimpses'
  | 'copy'
  | 'help'
  | 'quit'
  | 'interrupt'
  | { readonly text: string };

/** What letters mean where no line is typed. */
export const letters: Readonly<Record<string, Key>> = {
  k: 'up',
  j: 'down',
  h: 'left',
  l: 'right',
  g: 'first',
  G: 'last',
  n: 'next',
  p: 'previous',
  ']': 'next',
  '[': 'previous',
  s: 'sort',
  S: 'sort-back',
  r: 'reverse',
  '/': 'filter',
  ' ': 'mark',
  '=': 'compare',
  c: 'compare',
  x: 'stop',
  v: 'glimpses',
  y: 'copy',
  '?': 'help',
  q: 'quit',
};
