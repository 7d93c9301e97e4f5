import type { Metric } from './exposition.js';

/** What this process says of itself, also while nothing can be read. */
interface ServerFacts {
  readonly version: string;
  /** Whether the values of the studies are from before this scrape, as their database does not answer. */
  readonly stale: boolean;
  /** When they were read; null before the first time. */
  readonly readAt: Date | null;
  readonly viewers: number;
}

export function serverMetrics({ version, stale, readAt, viewers }: ServerFacts): Metric[] {
  const { user, system } = process.cpuUsage();
  return [
    gauge('ram_sweep_build_info', 'Always 1; its label is the version of ram-sweep.', 1, { version }),
    gauge(
      'ram_sweep_stale',
      '1 if Postgres did not answer this scrape: what is said of studies and workers is what it said last.',
      stale ? 1 : 0,
    ),
    ...(readAt === null
      ? []
      : [
          gauge(
            'ram_sweep_last_read_timestamp_seconds',
            'When what is said of studies and workers was read.',
            readAt.getTime() / 1000,
          ),
        ]),
    gauge('ram_sweep_viewers', 'Browsers that watch a page.', viewers),
    {
      ...gauge('process_cpu_seconds_total', 'Processor time of this server.', (user + system) / 1e6),
      type: 'counter',
    },
    gauge('process_resident_memory_bytes', 'Memory of this server.', process.memoryUsage.rss()),
    gauge(
      'process_start_time_seconds',
      'When this server was started.',
      Math.round(performance.timeOrigin) / 1000,
    ),
  ];
}

const gauge = (name: string, help: string, value: number, labels?: Record<string, string>): Metric => ({
  name,
  type: 'gauge',
  help,
  samples: [{ value, ...(labels && { labels }) }],
});
