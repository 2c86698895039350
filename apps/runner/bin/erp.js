#!/usr/bin/env node
import { createRequire } from 'node:module';

// Node runs TypeScript by itself from 22.18 on; before that tsx does it, and is loaded only then.
if (!process.features.typescript) {
  // Behind tsx each file of a library is a message to another thread and back; those that are loaded already are not.
  const require = createRequire(import.meta.url);
  const libraries = process.argv.some((word) => /^(?:-V|-h|--version|--help)$/.test(word))
    ? ['commander']
    : ['commander', 'pg'];
  for (const library of libraries) require(library);
  const { register } = await import('tsx/esm/api');
  register();
}
const { main } = await import('../src/main.ts');
process.exitCode = await main(process.argv.slice(2));
