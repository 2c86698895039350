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
    key: 'public.sys_document_kinds',
    because: 'A code list of the software, the same for all tenants.',
  },
  {
    rule: '0001',
    key: 'public.sys_partitioned_tables',
    because: 'It speaks of tables, not of tenants; no application role reads it.',
  },
  {
    rule: '0044',
    key: 'app.erase_tenant_in_batches(IN p_tenant_id bigint, IN p_confirm_slug text, IN p_rows integer)',
    because:
      'It commits, which a procedure with settings of its own cannot; it names all with the schema, uses no operator, and runs with the rights of its caller.',
  },
  {
    rule: '0001',
    key: 'public.sys_audited_tables',
    because: 'It speaks of tables, not of tenants; no application role reads it.',
  },
  {
    rule: '0063',
    key: 'public.sys_stores',
    because: 'Address, telephone and mailbox of a shop are on its door.',
  },
  {
    rule: '0065',
    key: 'app.enter_tenant(p_tenant_id bigint, p_user_id bigint)',
    because: 'It is where permissions come from: it checks the membership and changes settings alone.',
  },
  {
    rule: '0065',
    key: 'app.pre_request()',
    because: 'It enters the tenant of a request and changes settings alone.',
  },
  {
    rule: '0065',
    key: 'app.accept_invitation(p_token text, p_user_id bigint)',
    because: 'Whoever accepts is not a member yet; the secret of the invitation is what permits it.',
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
