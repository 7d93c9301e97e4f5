import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

interface ReceivedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** A browser's side of an event stream. */
export interface Watching extends Disposable {
  readonly status: number;
  /** All that has come so far, oldest first. */
  readonly events: readonly ReceivedEvent[];
  /** Keeps none of what has come. */
  readonly forget: () => void;
  /** Comments, such as heartbeats. */
  readonly comments: () => number;
  /** The first event that is like this, of those that have come and those to come. */
  until(isIt: (event: ReceivedEvent) => boolean): Promise<ReceivedEvent>;
  /** Resolves when the server ends the stream. */
  readonly over: Promise<void>;
}

export async function watch(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Watching> {
  const request = get(url, { headers, agent: false });
  request.on('error', () => undefined);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const events: ReceivedEvent[] = [];
  const waiting = new Set<() => void>();
  let comments = 0;
  let fields: Record<string, string> = {};
  const take = (line: string): void => {
    if (line.startsWith(':')) comments += 1;
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name !== undefined) fields[name] = name in fields ? `${fields[name]}\n${value}` : value!;
    if (line !== '') return;
    if ('event' in fields) events.push({ id: '', event: '', data: '', ...fields });
    fields = {};
    for (const look of waiting) look();
  };
  let rest = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    lines.forEach(take);
  });
  const over = new Promise<void>((resolve) => {
    response.once('close', resolve);
    response.on('error', () => resolve());
  });
  return {
    status: response.statusCode ?? 0,
    events,
    forget: () => void events.splice(0),
    comments: () => comments,
    over,
    until: (isIt) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = events.find(isIt);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    [Symbol.dispose]: () => void request.destroy(),
  };
}

/** Where a page's events are, as its document says. */
export function eventsOf(document: string, page: string): string {
  const [, live] = /data-live="([^"]*)"/.exec(document) ?? [];
  if (live === undefined) throw new Error(`no events in ${document}`);
  return new URL(live.replaceAll('&amp;', '&'), page).href;
}

/** The section that an event brings. */
export const sectionOf = ({ data }: Pick<ReceivedEvent, 'data'>): { id: string; html: string } =>
  JSON.parse(data) as { id: string; html: string };
