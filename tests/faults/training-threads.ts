const preload = (name: string): string => `--import=${new URL(`preloads/${name}.mjs`, import.meta.url).href}`;

/** Environment of workers whose training threads load another module, with these flags of Node besides. */
export const threads = (module: string, ...flags: string[]): Readonly<Record<string, string>> => ({
  NODE_OPTIONS: [preload('training-threads'), ...flags].join(' '),
  TEST_TRAINING_THREAD: module,
});

/** Environment of workers whose trainings fail as their trial's `glimpses` say, on a heap that is soon full. */
export const failing = threads('failing-thread', '--max-old-space-size=160');

/** Environment of workers that trials of two glimpses end, whole processes of them. */
export const deadly = threads('deadly-thread', preload('deadly-worker'));

/** Environment of workers whose main thread throws at SIGUSR2. */
export const throwsOnSignal = { NODE_OPTIONS: preload('throws-on-signal') };

/** For NODE_OPTIONS, of any process. */
export const jumpingClock = preload('jumping-clock');
