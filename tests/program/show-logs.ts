import { afterEach } from 'vitest';
import { Sandbox } from './sandbox.js';

/** What fails once, in CI, should tell why: shows what the processes of a failed test logged. */
afterEach(async ({ task }) => {
  const logs = await Sandbox.takeLogs();
  if (task.result?.state === 'fail') console.error(logs);
});
