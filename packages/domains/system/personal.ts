import { personalData, replaced } from '@erp/kit/personal';

/** What the tables of system hold about people. */
export const personal = personalData({
  sys_tenant_members: {
    member: {
      display_name: replaced('name', "'Former member ' || user_id"),
      title: 'words',
      department: 'words',
      metadata: 'words',
    },
  },
  // Shared by tenants: whoever owns the login changes it; an archive that is masked masks it.
  sys_users: {
    others: {
      auth_user_id: 'identifier',
      email: 'email',
      full_name: 'name',
      phone: 'phone',
      avatar_url: 'identifier',
      external_id: 'identifier',
      notes: 'words',
      metadata: 'words',
    },
    none: ['timezone', 'locale'],
  },
  sys_tenants: {
    others: { notes: 'words', metadata: 'words' },
    none: ['slug', 'name', 'domain', 'timezone', 'locale', 'external_id', 'billing_plan', 'settings'],
  },
  sys_tenant_invitations: { others: { email: 'email' } },
  sys_stores: {
    others: { phone: 'phone', email: 'email' },
    none: [
      'code',
      'name',
      'description',
      'address_line1',
      'address_line2',
      'city',
      'state',
      'country',
      'postal_code',
      'timezone',
      'metadata',
    ],
  },
  sys_brands: { none: ['code', 'name', 'description', 'logo_url', 'website_url', 'metadata'] },
  sys_roles: { none: ['name', 'description', 'template_key', 'external_id', 'metadata'] },
  sys_user_roles: { none: ['metadata'] },
  sys_document_sequences: { none: ['prefix', 'permission'] },
  sys_document_counters: { none: ['period'] },
  sys_demo_seeds: { none: ['table_name', 'domain', 'generator'] },
});
