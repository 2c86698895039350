/** Row types of system, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface SysAuditedTablesRow {
  table_name: string;
  masked_columns: string[];
  created_at: Date;
  updated_at: Date;
}

export interface SysBrandsRow {
  tenant_id: string;
  id: string;
  code: string;
  name: string;
  description: string | null;
  logo_url: string | null;
  website_url: string | null;
  status: 'active' | 'inactive' | 'archived';
  metadata: unknown;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface SysDemoSeedsRow {
  tenant_id: string;
  table_name: string;
  domain: string;
  scale: number;
  row_count: string;
  seed: string;
  until: Date;
  generator: string;
  created_at: Date;
  updated_at: Date;
}

export interface SysDocumentCountersRow {
  tenant_id: string;
  sequence_id: string;
  period: string;
  block_start: string;
  next_value: string;
  last_value: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface SysDocumentKindsRow {
  kind: string;
  name: string;
  domain: string;
  prefix: string;
  permissions: string[];
  created_at: Date;
  updated_at: Date;
}

export interface SysDocumentSequencesRow {
  tenant_id: string;
  id: string;
  kind: string;
  prefix: string;
  digits: number;
  period: 'none' | 'year' | 'month';
  start_value: string;
  mode: 'gap_free' | 'fast';
  block_size: number;
  created_at: Date;
  updated_at: Date;
  permission: string;
}

export interface SysPartitionedTablesRow {
  table_name: string;
  partition_column: string;
  months_ahead: number;
  retention_months: number | null;
  retire_by: 'drop' | 'detach';
  created_at: Date;
  updated_at: Date;
}

export interface SysPermissionsRow {
  id: string;
  key: string;
  name: string;
  description: string | null;
  domain: string;
  resource: string | null;
  action: string | null;
  tags: string[];
  metadata: unknown;
  created_at: Date;
  updated_at: Date;
}

export interface SysPersonalColumnsRow {
  table_name: string;
  column_name: string;
  subject: 'person' | 'member' | 'others' | 'none';
  kind:
    | 'name'
    | 'email'
    | 'phone'
    | 'address'
    | 'birth'
    | 'identifier'
    | 'location'
    | 'device'
    | 'message'
    | 'words'
    | null;
  becomes: string | null;
  kept_because: string | null;
  by_trigger: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface SysPersonalTablesRow {
  table_name: string;
  domain: string;
  called: string | null;
  person_by: string[];
  member_by: string[];
  about: boolean;
  rows_removed: boolean;
  created_at: Date;
  updated_at: Date;
}

export interface SysRolePermissionsRow {
  tenant_id: string;
  role_id: string;
  permission_id: string;
  created_at: Date;
  updated_at: Date;
}

export interface SysRoleTemplatePermissionsRow {
  template_key: string;
  permission_id: string;
  created_at: Date;
  updated_at: Date;
}

export interface SysRoleTemplatesRow {
  key: string;
  name: string;
  description: string;
  is_default: boolean;
  priority: number;
  created_at: Date;
  updated_at: Date;
}

export interface SysRolesRow {
  tenant_id: string;
  id: string;
  key: string;
  name: string;
  description: string | null;
  template_key: string | null;
  is_system: boolean | null;
  is_default: boolean;
  priority: number;
  external_id: string | null;
  metadata: unknown;
  created_at: Date;
  updated_at: Date;
}

export interface SysStoresRow {
  tenant_id: string;
  id: string;
  brand_id: string;
  code: string;
  name: string;
  description: string | null;
  address_line1: string | null;
  address_line2: string | null;
  city: string | null;
  state: string | null;
  country: string | null;
  postal_code: string | null;
  phone: string | null;
  email: string | null;
  status: 'active' | 'inactive' | 'closed';
  is_headquarters: boolean;
  manager_user_id: string | null;
  opening_date: Date | null;
  closing_date: Date | null;
  timezone: string | null;
  metadata: unknown;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface SysTenantInvitationsRow {
  tenant_id: string;
  id: string;
  email: string;
  role_id: string;
  token_hash: Buffer;
  expires_at: Date;
  invited_by: string | null;
  accepted_at: Date | null;
  accepted_by: string | null;
  revoked_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface SysTenantMembersRow {
  tenant_id: string;
  user_id: string;
  display_name: string;
  status: 'active' | 'invited' | 'suspended' | 'left';
  title: string | null;
  department: string | null;
  manager_user_id: string | null;
  joined_at: Date | null;
  left_at: Date | null;
  metadata: unknown;
  created_at: Date;
  updated_at: Date;
  erased_at: Date | null;
}

export interface SysTenantsRow {
  id: string;
  slug: string;
  name: string;
  status: 'active' | 'suspended' | 'deleted';
  billing_plan: string | null;
  is_personal: boolean;
  timezone: string;
  locale: string;
  domain: string | null;
  external_id: string | null;
  notes: string | null;
  settings: unknown;
  metadata: unknown;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface SysUserRolesRow {
  tenant_id: string;
  id: string;
  user_id: string;
  role_id: string;
  expires_at: Date | null;
  assigned_by: string | null;
  metadata: unknown;
  created_at: Date;
  updated_at: Date;
}

export interface SysUsersRow {
  id: string;
  auth_user_id: string | null;
  primary_tenant_id: string | null;
  email: string | null;
  phone: string | null;
  full_name: string | null;
  avatar_url: string | null;
  is_active: boolean;
  last_sign_in_at: Date | null;
  deactivated_at: Date | null;
  locale: string | null;
  timezone: string | null;
  external_id: string | null;
  notes: string | null;
  metadata: unknown;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    sys_audited_tables: Knex.CompositeTableType<
      SysAuditedTablesRow,
      Inserted<SysAuditedTablesRow, 'table_name'>,
      Updated<SysAuditedTablesRow>
    >;
    sys_brands: Knex.CompositeTableType<
      SysBrandsRow,
      Inserted<SysBrandsRow, 'code' | 'name'>,
      Updated<SysBrandsRow>
    >;
    sys_demo_seeds: Knex.CompositeTableType<
      SysDemoSeedsRow,
      Inserted<SysDemoSeedsRow, 'table_name' | 'domain' | 'scale' | 'row_count' | 'seed' | 'until' | 'generator'>,
      Updated<SysDemoSeedsRow>
    >;
    sys_document_counters: Knex.CompositeTableType<
      SysDocumentCountersRow,
      Inserted<SysDocumentCountersRow, 'sequence_id' | 'next_value'>,
      Updated<SysDocumentCountersRow>
    >;
    sys_document_kinds: Knex.CompositeTableType<
      SysDocumentKindsRow,
      Inserted<SysDocumentKindsRow, 'kind' | 'name' | 'domain' | 'prefix' | 'permissions'>,
      Updated<SysDocumentKindsRow>
    >;
    sys_document_sequences: Knex.CompositeTableType<
      SysDocumentSequencesRow,
      Inserted<SysDocumentSequencesRow, 'kind'>,
      Updated<SysDocumentSequencesRow>
    >;
    sys_partitioned_tables: Knex.CompositeTableType<
      SysPartitionedTablesRow,
      Inserted<SysPartitionedTablesRow, 'table_name' | 'partition_column'>,
      Updated<SysPartitionedTablesRow>
    >;
    sys_permissions: Knex.CompositeTableType<
      SysPermissionsRow,
      Inserted<SysPermissionsRow, 'key' | 'name' | 'domain', 'resource' | 'action'>,
      Updated<SysPermissionsRow, 'resource' | 'action'>
    >;
    sys_personal_columns: Knex.CompositeTableType<
      SysPersonalColumnsRow,
      Inserted<SysPersonalColumnsRow, 'table_name' | 'column_name' | 'subject'>,
      Updated<SysPersonalColumnsRow>
    >;
    sys_personal_tables: Knex.CompositeTableType<
      SysPersonalTablesRow,
      Inserted<SysPersonalTablesRow, 'table_name' | 'domain'>,
      Updated<SysPersonalTablesRow>
    >;
    sys_role_permissions: Knex.CompositeTableType<
      SysRolePermissionsRow,
      Inserted<SysRolePermissionsRow, 'role_id' | 'permission_id'>,
      Updated<SysRolePermissionsRow>
    >;
    sys_role_template_permissions: Knex.CompositeTableType<
      SysRoleTemplatePermissionsRow,
      Inserted<SysRoleTemplatePermissionsRow, 'template_key' | 'permission_id'>,
      Updated<SysRoleTemplatePermissionsRow>
    >;
    sys_role_templates: Knex.CompositeTableType<
      SysRoleTemplatesRow,
      Inserted<SysRoleTemplatesRow, 'key' | 'name' | 'description' | 'is_default' | 'priority'>,
      Updated<SysRoleTemplatesRow>
    >;
    sys_roles: Knex.CompositeTableType<
      SysRolesRow,
      Inserted<SysRolesRow, 'key' | 'name', 'is_system'>,
      Updated<SysRolesRow, 'is_system'>
    >;
    sys_stores: Knex.CompositeTableType<
      SysStoresRow,
      Inserted<SysStoresRow, 'brand_id' | 'code' | 'name'>,
      Updated<SysStoresRow>
    >;
    sys_tenant_invitations: Knex.CompositeTableType<
      SysTenantInvitationsRow,
      Inserted<SysTenantInvitationsRow, 'email' | 'role_id' | 'token_hash'>,
      Updated<SysTenantInvitationsRow>
    >;
    sys_tenant_members: Knex.CompositeTableType<
      SysTenantMembersRow,
      Inserted<SysTenantMembersRow, 'user_id' | 'display_name'>,
      Updated<SysTenantMembersRow>
    >;
    sys_tenants: Knex.CompositeTableType<
      SysTenantsRow,
      Inserted<SysTenantsRow, 'slug' | 'name'>,
      Updated<SysTenantsRow>
    >;
    sys_user_roles: Knex.CompositeTableType<
      SysUserRolesRow,
      Inserted<SysUserRolesRow, 'user_id' | 'role_id'>,
      Updated<SysUserRolesRow>
    >;
    sys_users: Knex.CompositeTableType<
      SysUsersRow,
      Inserted<SysUsersRow, never>,
      Updated<SysUsersRow>
    >;
  }
}
