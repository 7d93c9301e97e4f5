/** They hold passwords, and all that is in them is told to the processes of a sweep by message. */
const addresses = ['RAM_SWEEP_DATABASE', 'RAM_SWEEP_NATS'];

/**
 * The environment for a process of a sweep: without passwords, which are there for all to see who may see the process.
 * PGPASSWORD goes on to the coordinator, whose Postgres library reads it, and never to a worker.
 */
export function environmentFor(program: 'supervisor' | 'coordinator' | 'worker'): NodeJS.ProcessEnv {
  const withheld = program === 'worker' ? [...addresses, 'PGPASSWORD'] : addresses;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !withheld.includes(name)));
}
