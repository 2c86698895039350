export { takeBackup } from './take-backup.ts';
