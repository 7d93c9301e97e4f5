/**
 * An object that a program gets, with `answer` between them: what its methods throw, what their promises reject with
 * and what ends their iterators is thrown as `answer` has it.
 */
export const atBoundary = <Target extends object>(
  target: Target,
  answer: (error: unknown) => Error,
): Target =>
  new Proxy(target, {
    get(held, key) {
      const value: unknown = Reflect.get(held, key);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        try {
          return passedOn(Reflect.apply(value, held, args), answer);
        } catch (error) {
          throw answer(error);
        }
      };
    },
  });

function passedOn(result: unknown, answer: (error: unknown) => Error): unknown {
  if (result instanceof Promise) return settled(result, answer);
  return isIterable(result) ? iterated(result, answer) : result;
}

async function settled(promise: Promise<unknown>, answer: (error: unknown) => Error): Promise<unknown> {
  try {
    return await promise;
  } catch (error) {
    throw answer(error);
  }
}

async function* iterated(
  items: AsyncIterable<unknown>,
  answer: (error: unknown) => Error,
): AsyncGenerator<unknown, void> {
  try {
    yield* items;
  } catch (error) {
    throw answer(error);
  }
}

const isIterable = (result: unknown): result is AsyncIterable<unknown> =>
  typeof result === 'object' && result !== null && Symbol.asyncIterator in result;
