export { runDashboard } from './run-dashboard.js';
export type { DashboardExit } from './run-dashboard.js';
export type { Trace, TraceMessage, Traced } from './glimpses/traced.js';
export type { CopiedConfig } from './components/config-page.js';
