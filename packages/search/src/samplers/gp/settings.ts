export const settings = {
  startup: 8,
  transform: 'rank' as 'rank' | 'standard' | 'log',
  fantasies: 16,
  candidates: 1024,
  incumbent: 'observed' as 'observed' | 'mean',
};
