import type { Workforce } from '@ram-sweep/store/read';
import type { Metric } from './exposition.js';

/** All workers together: each by itself would be a series for every worker that ever ran. */
export const workforceMetrics = ({ ready, draining, slots, busy, lastHeartbeatAt }: Workforce): Metric[] => [
  {
    name: 'ram_sweep_workers',
    type: 'gauge',
    help: 'Workers that are there, by state: without those that have left.',
    samples: [
      { labels: { state: 'ready' }, value: ready },
      { labels: { state: 'draining' }, value: draining },
    ],
  },
  {
    name: 'ram_sweep_worker_slots',
    type: 'gauge',
    help: 'Slots of these workers, of draining ones those in use: trials that can be trained at once.',
    samples: [{ value: slots }],
  },
  {
    name: 'ram_sweep_worker_slots_busy',
    type: 'gauge',
    help: 'Slots of these workers that have a trial.',
    samples: [{ value: busy }],
  },
  {
    name: 'ram_sweep_last_heartbeat_timestamp_seconds',
    type: 'gauge',
    help: 'When the newest heartbeat of any worker was recorded.',
    samples: lastHeartbeatAt === null ? [] : [{ value: lastHeartbeatAt.getTime() / 1000 }],
  },
];
