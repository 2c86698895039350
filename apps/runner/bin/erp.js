#!/usr/bin/env node
import { join } from 'node:path';
import { importTypeScript } from '@erp/engine/import-typescript';

// As Node 21 and later have it. By it pg tells where it runs; where it is missing pg asks for `Response`, for which Node 20
// loads all of fetch, as much time as Node itself takes.
globalThis.navigator ??= /** @type {Navigator} */ ({ userAgent: `Node.js/${process.versions.node}` });

const { main } = await importTypeScript(join(import.meta.dirname, '..', 'src', 'main.ts'));
process.exitCode = await main(process.argv.slice(2));
