export { exportSql, type SqlScript } from './export-sql.ts';
export { migrationSource } from './migration-source.ts';
