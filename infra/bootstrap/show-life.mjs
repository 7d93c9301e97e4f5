const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const CLEAR_LINE = '\r\u001B[K';
const PATIENCE_SECONDS = 1;
const REDRAW_MS = 120;

/**
 * Shows on standard error what is being done, from a second on: a spinner with the seconds elapsed on a terminal, a line
 * every `lineEveryMs` elsewhere. `began`: when, by performance.now(). Returns what ends it and clears the line.
 */
export function showLife(
  doing,
  began,
  { stream = process.stderr, dumb = process.env.TERM === 'dumb', lineEveryMs = 15_000 } = {},
) {
  const redraws = stream.isTTY === true && !dumb;
  let turns = 0;
  const show = () => {
    const seconds = Math.round((performance.now() - began) / 1000);
    if (seconds < PATIENCE_SECONDS) return;
    if (!redraws) return stream.write(`still ${doing}, after ${seconds} s\n`);
    turns += 1;
    stream.write(`${CLEAR_LINE}${SPINNER[turns % SPINNER.length]} ${doing}  ${seconds} s`);
  };
  const timer = setInterval(show, redraws ? REDRAW_MS : lineEveryMs);
  return () => {
    clearInterval(timer);
    if (turns > 0) stream.write(CLEAR_LINE);
  };
}
