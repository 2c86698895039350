/** What `verify` would report of this domain and the team has agreed to. */
export default [
  {
    rule: '0001',
    key: 'public.sys_tenants',
    because: 'It is what tenant_id points at; its policy shows the own row.',
  },
  {
    rule: '0001',
    key: 'public.sys_users',
    because: 'A person is the same in every tenant; its policy shows the own row.',
  },
  {
    rule: '0001',
    key: 'public.sys_permissions',
    because: 'A code list of the software, the same for all tenants.',
  },
  {
    rule: '0001',
    key: 'public.sys_role_templates',
    because: 'A code list of the software, the same for all tenants.',
  },
  {
    rule: '0001',
    key: 'public.sys_role_template_permissions',
    because: 'A code list of the software, the same for all tenants.',
  },
  {
    rule: '0001',
    key: 'public.sys_partitioned_tables',
    because: 'It speaks of tables, not of tenants; no application role reads it.',
  },
  {
    rule: '0001',
    key: 'public.sys_audited_tables',
    because: 'It speaks of tables, not of tenants; no application role reads it.',
  },
  {
    rule: '0001',
    key: 'public.sys_personal_tables',
    because: 'It speaks of tables, not of tenants; no application role reads it.',
  },
  {
    rule: '0001',
    key: 'public.sys_personal_columns',
    because: 'It speaks of columns, not of tenants; no application role reads it.',
  },
];
