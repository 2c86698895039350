export { isOlder, migrateBackup } from './migrate-backup.ts';
export { restoreTenant, type TableDifference, type TenantRestore } from './restore-tenant.ts';
