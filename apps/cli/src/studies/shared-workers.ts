import { listStudies, type Reader } from '@ram-sweep/store/read';

/**
 * What a person should know who starts a study while others run on the same servers: one queue feeds all workers. Null
 * where no other study runs.
 */
export async function describeSharing(
  reader: Reader,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<string | null> {
  const others: string[] = [];
  for await (const study of listStudies(reader))
    if (study.id !== id && study.hasCoordinator) others.push(study.name);
  if (others.length === 0) return null;
  const what = others.length === 1 ? `study ${others[0]!} runs` : `studies ${others.join(', ')} run`;
  return `${what} on the same servers as ${name}: workers take trials of every running study, whichever sweep started them`;
}
