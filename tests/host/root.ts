import { fileURLToPath } from 'node:url';

/** The checkout, seen from where this file is compiled to (tests/host/dist/tests/host). */
export const root = fileURLToPath(new URL('../../../../..', import.meta.url));
