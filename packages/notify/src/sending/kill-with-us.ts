import { spawn } from 'node:child_process';

/** Its input ends with this process, however that ends. */
const GUARD = 'read -r end; kill -s KILL -- "-$1"';

/**
 * Has a process group killed when this process is gone, even if that is killed itself: a process of its own waits for
 * it. The result calls that off.
 */
export function killWithUs(group: number): () => void {
  const guard = spawn('/bin/sh', ['-c', GUARD, 'sh', String(group)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: {},
  });
  guard.on('error', () => undefined);
  return () => {
    guard.kill('SIGKILL');
    guard.stdin.destroy();
  };
}
