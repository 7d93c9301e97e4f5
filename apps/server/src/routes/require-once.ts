import { RequestRefusedError } from '../errors.js';

/** Throws a RequestRefusedError (400) for a name that a query has twice, as only one of its values could count. */
export function requireOnce(query: URLSearchParams): void {
  const twice = [...query.keys()].find((name) => query.getAll(name).length > 1);
  if (twice !== undefined) throw new RequestRefusedError(400, `${twice}: can be given once`);
}
