#!/usr/bin/env node
import { existsSync } from 'node:fs';

const compiled = new URL('../dist/main.js', import.meta.url);
if (existsSync(compiled)) {
  const { main } = await import('../dist/main.js');
  process.exitCode = await main(process.argv);
} else {
  console.error('ram-sweep: the sources are not compiled yet\n  run `npm run build` in the checkout');
  process.exitCode = 1;
}
