import { spawn } from 'node:child_process';

/**
 * Waits for the end of its input, which comes when this process ends in whatever way, also by SIGKILL.
 * Each line replaces the process id that is to be killed then; an empty one means none. Then the directory goes too.
 */
const SCRIPT = `
pid=
while read -r line; do pid=$line; done
if [ -n "$pid" ]; then kill -9 "$pid" 2>/dev/null; fi
rm -rf "$1" || { sleep 1; rm -rf "$1"; }
`;

export interface Watchdog {
  /** The server that must not outlive this process; null: there is none now. */
  guard(pid: number | null): void;
  /** Kills what is guarded, removes the directory, and waits for both. */
  release(): Promise<void>;
}

/** Sees to it that a test's server and its directory are gone when the test's process is. */
export function startWatchdog(directory: string): Watchdog {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'watchdog', directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
  return {
    guard: (pid) => void child.stdin.write(`${pid ?? ''}\n`),
    release: () => {
      child.ref();
      child.stdin.end();
      return ended;
    },
  };
}
