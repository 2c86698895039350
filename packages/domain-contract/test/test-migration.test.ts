import { testMigration } from '@erp/domain-contract/test-migration';
import type { Knex } from 'knex';

/** The tables of a domain that are there. */
async function tablesLike(knex: Knex, stem: string): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { name: string }[] }>(
    `SELECT relname AS name FROM pg_class WHERE relkind IN ('r', 'p') AND relname LIKE ? ORDER BY 1`,
    [`${stem}\\_%`],
  );
  return rows.map((row) => row.name);
}

testMigration('crm/0002', {
  async rows({ knex, a, asTenant }) {
    expect(await tablesLike(knex, 'crm')).toEqual(['crm_personal_keys']);
    const [person] = await knex('crm_personal_keys').insert({ tenant_id: a.id }, 'id');
    expect(await asTenant(a, (trx) => trx('sys_tenants'))).toHaveLength(1);
    return person?.id;
  },
  async up({ knex, b }, person) {
    expect(await tablesLike(knex, 'crm')).toEqual([
      'crm_lead_status_history',
      'crm_leads',
      'crm_personal_keys',
    ]);
    const strange = { tenant_id: b.id, personal_key_id: person ?? '' };
    await expect(knex('crm_leads').insert(strange)).rejects.toMatchObject({ code: '23503' });
  },
  async down({ knex }, person) {
    expect(await tablesLike(knex, 'crm')).toEqual(['crm_personal_keys']);
    expect(await knex('crm_personal_keys').select('id')).toEqual([{ id: person }]);
  },
});

testMigration('system/0005_users', {
  async rows({ knex, a }) {
    expect(await tablesLike(knex, 'sys_user')).toEqual([]);
    expect(await knex.schema.hasTable('sys_tenants')).toBe(true);
    expect(a).toBeUndefined();
  },
  async up({ knex }) {
    expect(await knex.schema.hasTable('sys_users')).toBe(true);
    expect(await knex.schema.hasTable('sys_tenant_members')).toBe(false);
  },
  async down({ knex }) {
    expect(await knex.schema.hasTable('sys_users')).toBe(false);
  },
});
