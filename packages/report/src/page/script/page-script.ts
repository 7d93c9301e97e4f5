import { linkingScript } from './linking.js';
import { openingScript } from './opening.js';
import { sortingScript } from './sorting.js';

/** All that runs in a page. Without it nothing is missing but what a pointer adds. */
export const pageScript = `'use strict';\n${[linkingScript, sortingScript, openingScript]
  .map((script) => `{${script}}`)
  .join('\n')}`;
