import { parts } from './parts.js';
import { tables } from './tables.js';
import { top } from './top.js';

/** What live pages have beside the report's style. */
export const liveStyle = top + parts + tables;
