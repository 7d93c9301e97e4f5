// @ts-check
import { homedir, hostname, tmpdir } from 'node:os';

/**
 * Throws unless the study has an example of what tables can hold.
 * @param {import('./read-back.mjs').ReadBack} readBack
 */
export function requireRich({ trials, trial, activity, workers, notifications }) {
  /** @type {Set<string | null>} */
  const held = new Set(trials.flatMap(({ phase, state }) => [phase, state]));
  for (const { outcome } of trial.attempts) held.add(outcome);
  const missing = [
    ...['search', 'finalist', 'control', 'complete', 'pruned', 'failed', 'lost', 'paused'].filter(
      (each) => !held.has(each),
    ),
    ...(trials.some(({ tests }) => tests.length > 0) ? [] : ['test results']),
    ...(activity.length > 0 ? [] : ['activity']),
    ...(workers.length > 0 ? [] : ['workers']),
    ...(notifications.some(({ waiting }) => waiting > 0) ? [] : ['notifications']),
  ];
  if (missing.length > 0) throw new Error(`the study has no ${missing.join(', ')}: run this again`);
}

/**
 * Throws where a text tells who made it.
 * @param {readonly string[]} texts
 * @param {readonly string[]} secrets
 */
export function requireAnonymous(texts, secrets) {
  const telling = [hostname(), homedir(), tmpdir(), ...secrets];
  const told = telling.filter((word) => word !== '/' && texts.some((text) => text.includes(word)));
  if (told.length > 0) throw new Error(`the dump names ${told.join(', ')}`);
}
