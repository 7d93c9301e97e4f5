import { render } from 'ink';
import { App, type AppProps } from './app.js';
import { holdOutput } from './terminal/hold-output.js';
import { Screen, type ScreenOptions } from './terminal/screen.js';

/** Why the dashboard closed: the person left, pressed Ctrl-C, or what it shows ended. */
export type DashboardExit = 'left' | 'interrupted' | 'ended';

export interface DashboardOptions extends Omit<AppProps, 'onExit' | 'send'>, ScreenOptions {
  /** Closes the dashboard. */
  readonly signal?: AbortSignal;
}

/**
 * Shows a study on the terminal's other screen until the person leaves, `signal` closes it, or what it follows is
 * `over` without being complete. The terminal is as before afterwards, also if this throws.
 */
export async function runDashboard({ signal, colours, ...props }: DashboardOptions): Promise<DashboardExit> {
  let exit: DashboardExit = 'ended';
  const screen = new Screen(process.stdout, { colours });
  const release = process.stderr.isTTY ? holdOutput(process.stderr) : () => undefined;
  const onExit = (effect: 'leave' | 'interrupt'): void => {
    exit = effect === 'leave' ? 'left' : 'interrupted';
  };
  try {
    const app = render(<App {...props} onExit={onExit} send={(sequence) => screen.send(sequence)} />, {
      ...framesTo(screen),
      exitOnCtrlC: false,
      patchConsole: false,
    });
    const close = (): void => app.unmount();
    signal?.addEventListener('abort', close, { once: true });
    if (signal?.aborted) close();
    await app.waitUntilExit();
    signal?.removeEventListener('abort', close);
    return exit;
  } finally {
    screen.close();
    release();
  }
}

/** Ink's options to write whole frames and nothing else, which is what it calls debugging. */
const framesTo = (screen: Screen) => ({ stdout: screen as unknown as NodeJS.WriteStream, debug: true });
