export { checkFiles } from './check-files.ts';
export { type Seal, sealFor, type Unseal, unsealWith } from './encryption.ts';
export { bytesOf, MANIFEST, type Manifest, readManifest, rowsOf } from './manifest.ts';
export { type Backup, readFunctions } from './read-backup.ts';
