/**
 * A promise that is awaited only after other things: where it fails before that, it does so where it is awaited, and
 * does not end the program as a failure that nobody handles.
 */
export function awaitedLater<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}
