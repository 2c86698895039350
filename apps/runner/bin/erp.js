#!/usr/bin/env node
// Node runs TypeScript by itself from 22.18 on; before that tsx does it, and is loaded only then.
if (!process.features.typescript) {
  const { register } = await import('tsx/esm/api');
  register();
}
const { main } = await import('../src/main.ts');
process.exitCode = await main(process.argv.slice(2));
