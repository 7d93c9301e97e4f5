/** How often the server does things, and how long it waits, in milliseconds. */
export interface Timing {
  /** A request that is not whole after so long is refused; none has a body. */
  readonly requestMs: number;
  /** From the end of one look to the next. */
  readonly lookMs: number;
  /** A look or a document that takes longer finds the database silent. */
  readonly silenceMs: number;
  /** What is shown is read again after so long even if nothing is recorded: workers fall silent, time passes. */
  readonly rereadMs: number;
  /** Between comments that keep a connection alive while there is nothing to say. */
  readonly beatMs: number;
  /** A viewer that has not taken what was sent for so long is cut off. */
  readonly stallMs: number;
  /** A page that nobody watches is forgotten after so long. */
  readonly lingerMs: number;
}

export const usualTiming: Timing = {
  requestMs: 10_000,
  lookMs: 1_000,
  silenceMs: 5_000,
  rereadMs: 15_000,
  beatMs: 15_000,
  stallMs: 30_000,
  lingerMs: 30_000,
};
