#!/usr/bin/env node
import { join } from 'node:path';
import { importTypeScript } from '@erp/engine/import-typescript';

const { main } = await importTypeScript(join(import.meta.dirname, '..', 'src', 'main.ts'));
process.exitCode = await main(process.argv.slice(2));
