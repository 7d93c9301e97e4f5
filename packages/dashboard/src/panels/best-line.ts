import { interval, percent, shortValue } from '@ram-sweep/format';
import { describeBest, describeVerdict, type Finding, type Snapshot } from '@ram-sweep/results';
import { cellsOf } from '../text/cells.js';
import { piece, type Line } from '../text/line.js';

/** The best config in one line: as many of its params as fit, and how many there are besides. */
export function bestLine({ study }: Snapshot, width: number): Line {
  const { best, state } = study;
  if (!best) return [piece('best so far: none yet', { dim: true })];
  const params = Object.entries(best.params).map(([field, value]) => `${field} ${shortValue(value)}`);
  const title = `${state === 'complete' ? 'best' : 'best so far'}: ${describeBest(best)}`;
  return [piece(withParams(title, params, width), { bold: true, colour: 'green' })];
}

function withParams(title: string, params: readonly string[], width: number): string {
  for (let shown = params.length; shown > 0; shown -= 1) {
    const more = shown < params.length ? `, +${params.length - shown}` : '';
    const text = `${title}: ${params.slice(0, shown).join(', ')}${more}`;
    if (cellsOf(text) <= width) return text;
  }
  return params.length > 0 ? `${title}, +${params.length}` : title;
}

/** What attention is worth, with the errors of the policies as far as there is room; null before it was judged. */
export function verdictLine({ verdict }: Snapshot, width: number): Line | null {
  if (verdict === null) return null;
  const [judgement = ''] = /attention [^:]*$/.exec(describeVerdict(verdict)) ?? [];
  const where = verdict.measure.images === 'test' ? `${judgement} on test images` : judgement;
  const texts = [
    errorsOf(verdict, interval),
    errorsOf(verdict, shortly),
    errorsOf({ ...verdict, controls: verdict.controls.slice(0, 1) }, shortly),
  ].map((errors) => `${where}: ${errors}`);
  return [piece(texts.find((text) => cellsOf(text) <= width) ?? where, { bold: true })];
}

const shortly = ({ mean }: Finding['learned']): string => percent(mean);

const errorsOf = ({ learned, controls }: Finding, write: (error: Finding['learned']) => string): string =>
  [{ policy: 'learned', error: learned }, ...controls]
    .map(({ policy, error }) => `${policy} ${write(error)}`)
    .join(', ');
