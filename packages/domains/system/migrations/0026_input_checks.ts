import { addInputChecks, dropInputChecks, type InputChecks } from '@erp/kit/input-checks';
import type { Knex } from 'knex';

/**
 * What comes in is held to what it is: names show something, whatever white space they are made of, lines are lines
 * and fit into an index, dates are in the calendar, currencies exist.
 */
export async function up(knex: Knex): Promise<void> {
  await addInputChecks(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await dropInputChecks(knex, TABLES);
}

const TABLES: Readonly<Record<string, InputChecks>> = {
  sys_audited_tables: {
    openLines: {
      table_name: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  sys_brands: {
    lines: {
      name: 300,
    },
    openLines: {
      logo_url: 4000,
      website_url: 4000,
    },
    codes: {
      code: 100,
    },
    moments: ['deleted_at', 'created_at', 'updated_at'],
  },
  sys_demo_seeds: {
    openLines: {
      table_name: 100,
      domain: 100,
    },
    moments: ['until', 'created_at', 'updated_at'],
  },
  sys_document_counters: {
    codes: {
      period: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  sys_document_sequences: {
    openLines: {
      prefix: 100,
    },
    codes: {
      kind: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  sys_partitioned_tables: {
    openLines: {
      table_name: 100,
      partition_column: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  sys_permissions: {
    openLines: {
      name: 300,
      domain: 100,
    },
    codes: {
      key: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  sys_role_permissions: {
    moments: ['created_at', 'updated_at'],
  },
  sys_role_template_permissions: {
    openLines: {
      template_key: 255,
    },
    moments: ['created_at', 'updated_at'],
  },
  sys_role_templates: {
    openLines: {
      name: 300,
    },
    codes: {
      key: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  sys_roles: {
    lines: {
      name: 300,
    },
    openLines: {
      template_key: 255,
      external_id: 255,
    },
    codes: {
      key: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  sys_stores: {
    lines: {
      name: 300,
      email: 320,
    },
    openLines: {
      address_line1: 300,
      address_line2: 300,
      city: 300,
      state: 300,
      postal_code: 40,
      timezone: 100,
    },
    codes: {
      code: 100,
    },
    moments: ['opening_date', 'closing_date', 'deleted_at', 'created_at', 'updated_at'],
  },
  sys_tenant_invitations: {
    lines: {
      email: 320,
    },
    moments: ['expires_at', 'accepted_at', 'revoked_at', 'created_at', 'updated_at'],
  },
  sys_tenant_members: {
    lines: {
      display_name: 300,
    },
    openLines: {
      title: 300,
      department: 300,
    },
    moments: ['joined_at', 'left_at', 'erased_at', 'created_at', 'updated_at'],
  },
  sys_tenants: {
    lines: {
      name: 300,
      domain: 253,
    },
    openLines: {
      billing_plan: 100,
      timezone: 100,
      locale: 100,
      external_id: 255,
    },
    moments: ['deleted_at', 'created_at', 'updated_at'],
  },
  sys_user_roles: {
    moments: ['expires_at', 'created_at', 'updated_at'],
  },
  sys_users: {
    lines: {
      email: 320,
    },
    openLines: {
      full_name: 300,
      avatar_url: 4000,
      locale: 100,
      timezone: 100,
      external_id: 255,
    },
    moments: ['last_sign_in_at', 'deactivated_at', 'created_at', 'updated_at'],
  },
};
