export { checksumOfText } from './checksum.ts';
export { cacheFolderOf } from './code-cache.js';
export { codeTokens } from './code-tokens.ts';
export { importModule } from './import-module.ts';
export { keepJson, readKeptJson } from './kept-json.ts';
export { parseModule } from './parse-module.ts';
