export { allowedValues } from './allowed-values.ts';
export { followFingerprint } from './fingerprint/follow-fingerprint.ts';
export { compareLines, type Fingerprint, type SchemaDifference, takeFingerprint } from './fingerprint.ts';
export { FOREIGN_KEYS_SQL, readForeignKeys } from './foreign-keys.ts';
export { writeFunctionCalls } from './function-calls.ts';
export { declaredSchemas, divideSchemas, schemasOf } from './own-schemas.ts';
export {
  describePermissions,
  type PermissionsOverview,
  permissionsAsMarkdown,
} from './permissions-overview.ts';
export { rowTypeName, writeRowTypes } from './row-types.ts';
export { describeDomains, overviewAsMarkdown } from './schema-overview.ts';
