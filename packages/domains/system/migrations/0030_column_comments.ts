import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what columns mean that were left without a word. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  sys_audited_tables: standardColumns('created_at', 'updated_at'),
  sys_brands: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'The name under which goods are sold, as customers read it.',
    status: 'inactive: nothing new is sold under it for now. archived: it stays for the books only.',
    description: 'What the brand stands for, in the words of the tenant.',
    website_url: 'Address of the site of the brand.',
  },
  sys_demo_seeds: standardColumns('tenant_id', 'created_at', 'updated_at'),
  sys_document_counters: standardColumns('tenant_id', 'created_at', 'updated_at'),
  sys_document_kinds: standardColumns('created_at', 'updated_at'),
  sys_document_sequences: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  sys_partitioned_tables: standardColumns('created_at', 'updated_at'),
  sys_permissions: {
    ...standardColumns('id', 'created_at', 'updated_at'),
    description: 'What the permission lets one do beyond its name, for whoever composes roles.',
  },
  sys_personal_columns: {
    ...standardColumns('created_at', 'updated_at'),
    column_name: 'Name of the column in the table of table_name, as the catalog has it.',
  },
  sys_personal_tables: standardColumns('created_at', 'updated_at'),
  sys_role_permissions: standardColumns('tenant_id', 'created_at', 'updated_at'),
  sys_role_template_permissions: standardColumns('created_at', 'updated_at'),
  sys_role_templates: {
    ...standardColumns('created_at', 'updated_at'),
    name: 'Name that the role gets in a new tenant.',
    description: 'Whom the role is meant for.',
  },
  sys_roles: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    name: 'Name of the role as members see it; the tenant chooses it.',
    description: 'Whom the role is meant for, in the words of the tenant.',
  },
  sys_stores: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'Name of the store as customers and members know it.',
    status: 'inactive: closed for a while. closed: for good, kept for the orders that name it.',
    description: 'What is special about the place, for members.',
    address_line1: 'Street and number, where the store has a place.',
    address_line2: 'Floor, building, or whatever else of the address does not fit the first line.',
    city: 'Town of the address.',
    postal_code: 'Postal code as its country writes it; not checked.',
  },
  sys_tenant_invitations: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  sys_tenant_members: standardColumns('tenant_id', 'created_at', 'updated_at'),
  sys_tenants: standardColumns('id', 'created_at', 'updated_at'),
  sys_user_roles: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  sys_users: {
    ...standardColumns('id', 'created_at', 'updated_at'),
    full_name:
      'Name of the person as they signed up; colleagues see the display_name of the membership instead.',
    last_sign_in_at:
      'When the person signed in last; set by whatever signs people in, empty before the first time.',
  },
};
