export { assertCheckoutFits, domainsOf, ledgerOf, restoreBackup } from './restore-backup.ts';
export { verifyBackup } from './verify-backup.ts';
