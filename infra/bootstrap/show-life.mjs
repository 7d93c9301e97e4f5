const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR_LINE = '\r\u001B[K';
const PATIENCE_SECONDS = 1;
const REDRAW_MS = 120;

/**
 * Shows on standard error what is being done, from a second on: a spinner with the seconds elapsed on a terminal, a
 * line every `lineEveryMs` elsewhere. `began`: when, by performance.now(). Returns what ends it and clears the line.
 */
export function showLife(
  doing,
  began,
  { stream = process.stderr, dumb = process.env.TERM === 'dumb', lineEveryMs = 15_000 } = {},
) {
  const redraws = stream.isTTY && !dumb;
  let turns = 0;
  const show = () => {
    const seconds = Math.round((performance.now() - began) / 1000);
    if (seconds < PATIENCE_SECONDS) return;
    turns += 1;
    const spinner = `${CLEAR_LINE}${SPINNER[turns % SPINNER.length]}`;
    stream.write(redraws ? `${spinner} ${doing}  ${seconds} s` : `still ${doing}, after ${seconds} s\n`);
  };
  const timer = setInterval(show, redraws ? REDRAW_MS : lineEveryMs);
  return () => {
    clearInterval(timer);
    if (redraws && turns > 0) stream.write(CLEAR_LINE);
  };
}
