import { render } from 'ink';
import { App, type AppProps } from './app.js';

/** Why the dashboard closed: the person left, pressed Ctrl-C, or what it shows ended. */
export type DashboardExit = 'left' | 'interrupted' | 'ended';

const ENTER_SCREEN = '\u001B[?1049h\u001B[H';
const LEAVE_SCREEN = '\u001B[?1049l';

function restore(): void {
  process.stdout.write(LEAVE_SCREEN);
}

/**
 * Shows a study on the terminal's other screen until the person leaves, `signal` closes it, or what it follows is `over`
 * without being complete.
 * The terminal is as before afterwards, also if this throws.
 */
export async function runDashboard(
  options: Omit<AppProps, 'onExit'> & { signal?: AbortSignal },
): Promise<DashboardExit> {
  const { signal, ...props } = options;
  let exit: DashboardExit = 'ended';
  process.stdout.write(ENTER_SCREEN);
  process.once('exit', restore);
  const onExit = (effect: 'leave' | 'interrupt'): void => {
    exit = effect === 'leave' ? 'left' : 'interrupted';
  };
  try {
    const app = render(<App {...props} onExit={onExit} />, { exitOnCtrlC: false });
    const close = (): void => app.unmount();
    signal?.addEventListener('abort', close, { once: true });
    if (signal?.aborted) close();
    await app.waitUntilExit();
    signal?.removeEventListener('abort', close);
    return exit;
  } finally {
    process.off('exit', restore);
    restore();
  }
}
