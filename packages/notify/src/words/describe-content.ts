import { counted, duration, interval, percent } from '@ram-sweep/format';
import type { NotificationContent } from '@ram-sweep/protocol';
import { cutTo, inUnits } from '../formats/cut.js';

/** Of what one trial said, in UTF-16 units. */
const LONGEST_MESSAGE = 500;

/** What a notification says to people: one line, and as many more as it takes. */
interface Words {
  readonly title: string;
  readonly text: string;
}

type Details<Kind extends NotificationContent['kind']> = Extract<
  NotificationContent,
  { kind: Kind }
>['details'];

export function describeContent(study: string, content: NotificationContent): Words {
  switch (content.kind) {
    case 'best':
      return describeBest(study, content.details);
    case 'failure':
      return describeFailure(study, content.details);
    case 'stall':
      return describeStall(study, content.details);
    case 'stop':
      return {
        title: `study ${study} was stopped`,
        text: `ram-sweep resume ${study} continues it.`,
      };
    default:
      return describeEnd(study, content.details);
  }
}

function describeBest(study: string, { trial, epoch, validationError, before }: Details<'best'>): Words {
  const earlier = before === null ? '' : `, before ${percent(before)}`;
  return {
    title: `study ${study}: new best ${percent(validationError)}`,
    text: `Trial ${trial} reached a validation error of ${percent(validationError)} at epoch ${epoch}${earlier}.`,
  };
}

function describeFailure(study: string, { count, trials }: Details<'failure'>): Words {
  const more = count - trials.length;
  return {
    title: `study ${study}: ${counted(count, 'trial')} failed`,
    text: [
      ...trials.map(({ trial, class: cause, message }) => `trial ${trial} (${cause}): ${message}`),
      ...(more > 0 ? [`and ${more} more`] : []),
    ].join('\n'),
  };
}

function describeStall(study: string, { minutes, running, workers }: Details<'stall'>): Words {
  const since = `No epoch was recorded for ${counted(Math.round(minutes), 'minute')}.`;
  const why =
    workers === 0
      ? 'No worker sends heartbeats; `ram-sweep worker` starts one.'
      : `Workers: ${workers}. Running trials: ${running}. ram-sweep logs ${study} may say why.`;
  return { title: `study ${study} has stalled`, text: `${since} ${why}` };
}

function describeEnd(study: string, details: Details<'end'>): Words {
  const { outcome, trials, failed, failures = [], drivenSeconds, stoppedBy, winner, verdict } = details;
  const howMany = failed > 0 ? `, ${failed} failed` : '';
  const lines = [
    `${counted(trials, 'trial')}${howMany}, ${duration(drivenSeconds)}`,
    ...(outcome === 'failed' ? failures.flatMap(describeFailures) : []),
    ...(stoppedBy === null ? [] : [`The search ended ${stoppedBy}`]),
    ...(winner === null ? [] : [describeWinner(winner)]),
    ...(verdict === null ? [] : [verdict.text]),
  ];
  const title =
    outcome === 'failed' ? `study ${study} is over without a result` : `study ${study} is complete`;
  return { title, text: lines.join('\n') };
}

/** Of one class: the first trial that failed of it, and what helps. */
function describeFailures({
  class: cause,
  trials,
  first,
  message,
  hint,
}: NonNullable<Details<'end'>['failures']>[number]): string[] {
  const which = trials === 1 ? `trial ${first}` : `${counted(trials, 'trial')}, the first is ${first}`;
  return [`${cause}: ${which}: ${cutTo(message, LONGEST_MESSAGE, { size: inUnits })}`, hint];
}

function describeWinner({
  trial,
  source,
  validationError,
  halfWidth,
  seeds,
}: NonNullable<Details<'end'>['winner']>): string {
  const error = interval({ mean: validationError, halfWidth });
  const grounds = source === 'search' ? 'search, one seed' : counted(seeds, 'seed');
  return `Best validation error ${error} (trial ${trial}; ${grounds})`;
}
