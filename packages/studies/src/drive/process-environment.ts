/** They hold passwords. What the processes of a sweep need of them is passed by message. */
const secrets = [
  'RAM_SWEEP_DATABASE',
  'RAM_SWEEP_NATS',
  'RAM_SWEEP_JOIN',
  'RAM_SWEEP_NOTIFY',
  'RAM_SWEEP_SERVE_TOKEN',
];

/**
 * The environment for a process of a sweep: without passwords, which are there for all to see who may see the process.
 * PGPASSWORD goes on to the coordinator, whose Postgres library reads it, and never to a worker.
 */
export function environmentFor(program: 'supervisor' | 'coordinator' | 'worker'): NodeJS.ProcessEnv {
  const withheld = program === 'worker' ? [...secrets, 'PGPASSWORD'] : secrets;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !withheld.includes(name)));
}
