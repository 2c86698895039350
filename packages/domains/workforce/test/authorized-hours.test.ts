import { testMigration } from '@erp/domain-contract/test-migration';

const AUTHORIZED = new Date('2026-03-02T09:00:00Z');

/** Who works, by whom authorized: a member may not authorize hours of their own. */
const shift = (tenant: { id: string; ownerId: string }, status: 'confirmed' | 'failed' | 'completed') => ({
  tenant_id: tenant.id,
  staff_id: tenant.ownerId,
  start_time: '2026-03-01T08:00:00Z',
  end_time: '2026-03-01T16:00:00Z',
  timezone: 'UTC',
  status,
  authorized_at: AUTHORIZED,
});

testMigration('workforce/0013', {
  async rows({ knex, a, b }) {
    const [type] = await knex('leave_type').insert({ tenant_id: b.id, code: 'sick', name: 'Sick' }, 'id');
    const [worked] = await knex('schedule').insert(shift(a, 'completed'), 'id');
    const [failed] = await knex('schedule').insert(
      { ...shift(a, 'failed'), start_time: '2026-03-01T07:00:00Z' },
      'id',
    );
    const [absent] = await knex('schedule').insert(
      { ...shift(b, 'confirmed'), leave_type_id: type?.id ?? '' },
      'id',
    );
    return { worked: worked?.id ?? '', failed: failed?.id ?? '', absent: absent?.id ?? '' };
  },
  async up({ knex }, { worked, failed, absent }) {
    const authorized = await knex('schedule').whereNotNull('authorized_at').select('id', 'authorized_at');
    expect(authorized).toEqual([{ id: worked, authorized_at: AUTHORIZED }]);
    for (const id of [failed, absent])
      await expect(
        knex('schedule').where({ id }).update({ authorized_at: AUTHORIZED }),
      ).rejects.toMatchObject({
        constraint: 'ck_schedule_authorized_at',
      });
  },
  async down({ knex }, { failed }) {
    expect(await knex('schedule').whereNotNull('authorized_at')).toHaveLength(1);
    await knex('schedule').where({ id: failed }).update({ authorized_at: AUTHORIZED });
    expect(await knex('schedule').whereNotNull('authorized_at')).toHaveLength(2);
  },
});
