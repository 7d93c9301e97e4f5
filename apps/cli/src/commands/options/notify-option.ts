import type { Command } from 'commander';

/** Targets by flag; false: no notifications, whatever the settings say. */
export type NotifyFlag = readonly string[] | false;

export function withNotifyFlags(command: Command): Command {
  return command
    .option(
      '--notify <kind=url>',
      'one more target for notifications, such as ntfy=https://ntfy.sh/my-topic (repeatable); all users of this machine can see it',
      (target: string, held: NotifyFlag | undefined): NotifyFlag | undefined => [...(held || []), target],
    )
    .option('--no-notify', 'send no notifications, whatever settings.yaml and RAM_SWEEP_NOTIFY say');
}
