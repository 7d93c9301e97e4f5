import { trialEventSchema, type TrialEvent } from '@ram-sweep/protocol';
import type { TestNats } from '@ram-sweep/testkit';
import { connect } from 'nats';

/** What passes a nats-server, in the order in which the server gets it. */
export interface Traffic {
  /** Events of trials, and checkpoints by their `attempt-epoch-step`, once for each piece. */
  of(study: string): Promise<(TrialEvent | string)[]>;
  close(): Promise<void>;
}

export async function watchTraffic({ url, coordinator }: TestNats): Promise<Traffic> {
  const nats = await connect({ servers: url, user: coordinator.user, pass: coordinator.password });
  const passed: { study: string; what: TrialEvent | string }[] = [];
  nats.subscribe('ram.*.>', {
    callback: (_, message) => {
      const [, kind, study = '', , place = ''] = message.subject.split('.');
      if (kind === 'event') passed.push({ study, what: trialEventSchema.parse(message.json()) });
      if (kind === 'checkpoint') passed.push({ study, what: place });
    },
  });
  await nats.flush();
  return {
    of: async (study) => {
      await nats.flush();
      return passed.filter((each) => each.study === study).map(({ what }) => what);
    },
    close: () => nats.close(),
  };
}
