const OVERLAP = 8;

/**
 * Does `work` for 0 … count − 1, eight at a time. Rejects with the first failure, once all running calls have
 * ended.
 */
export async function overlapping(count: number, work: (index: number) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count && failures.length === 0) {
      await work(next++).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(OVERLAP, count) }, lane));
  if (failures.length > 0) throw failures[0];
}
