import type { RegisteredTarget } from '@ram-sweep/store';
import type { NamedTarget } from './notify-settings.js';

/** What the store is to know of targets: their names and wishes, and nothing of how they are reached. */
export const targetsToRegister = (targets: readonly NamedTarget[]): RegisteredTarget[] =>
  targets.map(({ name, target: { on, bestEveryMinutes, failureEveryMinutes } }) => ({
    name,
    wants: on,
    bestEvery: bestEveryMinutes * 60,
    failureEvery: failureEveryMinutes * 60,
  }));
