export { describeTarget } from './describe-target.js';
export { hideSecrets } from './hide-secrets.js';
export { notifyOptionsSchema, notifySettingsSchema } from './notify-settings.js';
export type { NamedTarget, NotifyOptions } from './notify-settings.js';
export { parseAssignments } from './parse-assignments.js';
