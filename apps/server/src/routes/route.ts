import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Feeds } from '../feeds/feeds.js';
import type { Tracings } from '../feeds/tracings.js';
import type { Meter } from '../metrics/meter.js';
import type { Source } from '../source.js';

/** What answers are made of. */
export interface Site {
  readonly source: Source;
  readonly feeds: Feeds;
  /** null: models cannot be traced here. */
  readonly tracings: Tracings | null;
  readonly meter: Meter;
  /** Of ram-sweep. */
  readonly version: string;
}

/** A request that has been let in. */
export interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** What the route's `:names` stand for, decoded. */
  readonly named: Readonly<Record<string, string>>;
}

/** Answers, or throws what `sendFailure` can tell. */
export type Answer = (site: Site, visit: Visit) => Promise<void> | void;

export interface Route {
  /** Such as `/studies/:study`. */
  readonly path: string;
  /** Anyone may ask: it tells nothing of a study. */
  readonly open?: true;
  readonly answer: Answer;
}

/** A route that a path leads to, with what its `:names` stand for. */
interface Found {
  readonly route: Route;
  readonly named: Readonly<Record<string, string>>;
}

export function findRoute(routes: readonly Route[], path: string): Found | null {
  for (const route of routes) {
    const named = match(route.path, path);
    if (named !== null) return { route, named };
  }
  return null;
}

function match(pattern: string, path: string): Record<string, string> | null {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return null;
  const named: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const word = decoded(given[index]!);
    if (word === null) return null;
    if (!part.startsWith(':')) {
      if (part !== word) return null;
    } else if (word === '') return null;
    else named[part.slice(1)] = word;
  }
  return named;
}

function decoded(word: string): string | null {
  try {
    return decodeURIComponent(word);
  } catch {
    return null;
  }
}
