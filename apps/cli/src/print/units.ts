/** A share as people read an error: 0.0123 → `1.23 %`. */
export const percent = (share: number | null | undefined): string =>
  share === null || share === undefined ? '–' : `${(share * 100).toFixed(2)} %`;

/** A mean of shares with its 95 % interval: `1.02 % ± 0.10`. */
export const meanPercent = ({ mean, halfWidth }: { mean: number; halfWidth: number | null }): string =>
  halfWidth === null ? percent(mean) : `${percent(mean)} ± ${(halfWidth * 100).toFixed(2)}`;

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');

/** Seconds as `4.2 s`, `3 min 05 s` or `2 h 07 min`. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–';
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${two(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** A number as short as it can be without lying about its size: 0.0312, 0.17, 256. */
export function compactNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));
}

/** `1 trial`, `2 trials`; for nouns that take an s. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** How a test error came about: `mean policy, 1 rollout`. */
export const describeProtocol = ({ policy, rollouts }: { policy: string; rollouts: number }): string =>
  `${policy} policy, ${counted(rollouts, 'rollout')}`;

/** Bytes as `12.3 MB`. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, count > 0 ? Math.floor(Math.log10(count) / 3) : 0);
  return `${(count / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}
