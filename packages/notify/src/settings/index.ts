export { describeTarget } from './describe-target.js';
export { hideSecrets } from './hide-secrets.js';
export { notifyOptionsSchema, notifySettingsSchema } from './notify-settings.js';
export type { NamedTarget, NotifyOptions, NotifySettings } from './notify-settings.js';
export { parseAssignments } from './parse-assignments.js';
export type { RefusedAssignment } from './parse-assignments.js';
export type { Target } from './target.js';
