export const settings = {
  startup: 8,
  transform: 'log' as 'rank' | 'standard' | 'log',
  fantasies: 16,
  candidates: 1024,
  unit: 0.2,
  ell: 0.1,
  wcat: 0,
  noiseRate: 30,
  noiseShape: 1.1,
  prior: 'optuna' as 'optuna' | 'normal',
  pmean: 0,
  psd: 1.5,
};
