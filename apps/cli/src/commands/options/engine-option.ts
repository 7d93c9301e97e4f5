import { Option } from 'commander';
import { engineChoices } from '@ram-sweep/engines';

export const engineOption = (): Option =>
  new Option('--engine <engine>', 'what computes; auto takes the fastest that runs here')
    .choices(engineChoices)
    .default('auto');
