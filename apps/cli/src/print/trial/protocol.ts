import { counted } from '@ram-sweep/format';

/** How a test error came about: `mean policy, 1 rollout`. */
export const describeProtocol = ({ policy, rollouts }: { policy: string; rollouts: number }): string =>
  `${policy} policy, ${counted(rollouts, 'rollout')}`;
