import { liveScript } from './live.js';
import { morphScript } from './morph.js';
import { replaysScript } from './replays.js';
import { timesScript } from './times.js';

/** All that runs in a live page. Without it the page is as it was when it was asked for. */
export const pageScript = `'use strict';\n{${timesScript}${morphScript}${replaysScript}${liveScript}}`;
