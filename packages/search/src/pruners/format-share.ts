/** A share in [0, 1] for people. */
export const formatShare = (share: number): string => `${(share * 100).toFixed(2)} %`;
