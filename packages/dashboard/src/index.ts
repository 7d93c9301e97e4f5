export { runDashboard } from './run-dashboard.js';
export type { DashboardExit } from './run-dashboard.js';
