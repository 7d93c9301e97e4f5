import { createHash } from 'node:crypto';
import { renderDocument } from '@ram-sweep/web';

/**
 * The scripts of a page that shows nothing, which are those of every page: whatever a study's texts bring along, no
 * other runs. Charts have styles in them, so styles may.
 */
const scripts = [
  ...renderDocument({ title: '', sections: [], root: './' }, { live: '' }).matchAll(
    /<script[^>]*>([\s\S]*?)<\/script>/g,
  ),
].map(([, text]) => `'sha256-${createHash('sha256').update(text!).digest('base64')}'`);

/** What a browser lets a page of ours do. */
export const pagePolicy = [
  "default-src 'none'",
  `script-src ${scripts.join(' ')}`,
  "style-src 'unsafe-inline'",
  'img-src data:',
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
