import { exitCodes } from '../errors.js';

let end = (): void => process.exit();

/**
 * `ram-sweep trials | head` closes the pipe when it has enough, and a terminal closes with its window (EIO). Neither is
 * a failure: a sweep has processes of its own.
 */
export function endWhenNobodyReads(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EIO') return end();
    // What cannot be told is lost, as a line of a supervisor's log on a full disk; the program continues.
    if (stream === process.stderr) return;
    console.error(`ram-sweep: cannot write: ${error.message}`);
    process.exit(exitCodes.failure);
  });
}

/** For a program that has to end otherwise than at once: `leave` is called in the place of that, the first time. */
export function leaveWhenNobodyReads(leave: () => void): void {
  end = () => {
    end = () => undefined;
    leave();
  };
}
