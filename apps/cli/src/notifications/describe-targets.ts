import { describeTarget, type NamedTarget } from '@ram-sweep/notify/settings';

/** `phone (ntfy at ntfy.sh), team (slack at hooks.slack.com)` */
export const describeTargets = (targets: readonly NamedTarget[]): string =>
  targets.map(({ name, target }) => `${name} (${describeTarget(target)})`).join(', ');
