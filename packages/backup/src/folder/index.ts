export {
  type FoundBackup,
  newestFirst,
  readBackupFolder,
  removeAbandoned,
  removeBackup,
} from './backup-folder.ts';
export { type Proof, readProof } from './proof.ts';
export { choosePrunable, type Prunable } from './prune.ts';
