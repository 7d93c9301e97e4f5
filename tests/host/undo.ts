/**
 * Undoes something when its block is left, and also where the process ends before that, as at Ctrl-C: so `undo` has to
 * be done when it returns.
 */
export function undoing(undo: () => void): Disposable {
  process.once('exit', undo);
  return {
    [Symbol.dispose]: () => {
      process.off('exit', undo);
      undo();
    },
  };
}
