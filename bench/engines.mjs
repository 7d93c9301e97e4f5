import { probeEngines } from '@ram-sweep/engines';

/**
 * The engines to measure, and what is to be said of the others.
 * @param {import('./options.mjs').Options} options
 */
export async function chooseEngines({ engines: wanted }) {
  const probes = await probeEngines();
  const unknown = wanted?.filter((name) => !probes.some(({ engine }) => engine === name)) ?? [];
  if (unknown.length > 0) {
    const known = probes.map(({ engine }) => engine).join(', ');
    throw new RangeError(`--engines: ${unknown.join(', ')} is not an engine; there are ${known}`);
  }
  const asked = probes.filter(({ engine }) => wanted?.includes(engine) ?? true);
  return {
    engines: asked.filter(({ available }) => available).map(({ engine }) => engine),
    absent: asked.filter(({ available }) => !available),
  };
}
