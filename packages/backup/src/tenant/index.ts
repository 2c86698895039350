export { type MaskTables, maskTables } from '../mask/mask-rows.ts';
export { copyTenant } from './copy-tenant.ts';
export { type DisarmRule, disarmNotes, loadDisarmRules } from './disarm-rows.ts';
export { describeErasure, eraseTenant, type TenantErasure } from './erase-tenant.ts';
export { importTenant } from './import-tenant.ts';
export { listTenants, selectTenant } from './select-tenant.ts';
