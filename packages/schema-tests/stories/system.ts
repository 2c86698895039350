import type { Story } from './cast.ts';

export const story: Story = {
  domain: 'system',
  title: 'somebody is invited with a role of the tenant’s own, and cannot give themselves a better one',
  async tell({ owner, stranger, insideAs }) {
    const keeper = await owner.writes('sys_roles', { key: 'store_keeper', name: 'Store keeper' });
    const [stores] = await owner.sees('sys_permissions', { key: 'stores.write' });
    await owner.writes('sys_role_permissions', { role_id: keeper, permission_id: stores?.id });
    const token = await owner.calls('create_invitation', { email: 'Nora@example.com', role_id: keeper });

    const nora = await stranger('nora@example.com', 'Nora');
    await nora.calls('accept_invitation', { token, user_id: nora.id });
    const inside = insideAs(nora);
    const brand = await owner.writes('sys_brands', { code: 'harbour', name: 'Harbour' });
    await inside.writes('sys_stores', { brand_id: brand, code: 'ham-1', name: 'Hamburg' });
    const [admin] = await owner.sees('sys_roles', { key: 'admin' });
    await expect(
      inside.writes('sys_user_roles', { user_id: nora.id, role_id: admin?.id }),
    ).rejects.toMatchObject({
      code: '42501',
    });
    expect(await owner.sees('sys_user_roles', { user_id: nora.id })).toMatchObject([{ role_id: keeper }]);
  },
};
