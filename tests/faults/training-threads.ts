const preload = new URL('preloads/training-threads.mjs', import.meta.url).href;

export const threads = (module: string, ...flags: string[]) => ({
  NODE_OPTIONS: [`--import=${preload}`, ...flags].join(' '),
  TEST_TRAINING_THREAD: module,
});

/** Environment of workers whose trainings fail as their trial's `glimpses` say, on a heap that is soon full. */
export const failing = threads('failing-thread', '--max-old-space-size=160');

/** Environment of workers that trials of two glimpses end, whole processes of them. */
export const deadly = threads('deadly-thread');

/** Environment of workers whose epochs take so long and cost next to nothing. The numbers are the same as ever. */
export const paced = (epochMs: number): Readonly<Record<string, string>> => ({
  ...threads('paced-thread'),
  TEST_EPOCH_MS: String(epochMs),
});
