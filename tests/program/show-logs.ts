import { afterEach } from 'vitest';
import { takeEvidence } from './evidence.js';

/** What fails once, in CI, should tell why: shows what the processes of a failed test logged. */
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(await takeEvidence());
});
