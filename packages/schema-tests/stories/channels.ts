import type { Story } from './cast.ts';

export const story: Story = {
  domain: 'channels',
  title: 'a brand opens pages on a network, whose figures are those of its living pages',
  async tell({ owner, manager }) {
    const brand = await manager.writes('sys_brands', { code: 'atelier', name: 'Atelier' });
    const network = await owner.writes('channels_platforms', {
      brand_id: brand,
      name: 'Instagram',
      platform_type: 'instagram',
      currency_code: 'EUR',
    });
    const page = (name: string, reach: number) =>
      owner.writes('channels_platform_pages', { platform_id: network, name, reach });
    await page('Rings', 400);
    await page('Chains', 250);
    expect(await owner.sees('channels_platform_figures', { platform_id: network })).toMatchObject([
      { page_count: '2', total_reach: '650' },
    ]);
    await expect(
      owner.writes('channels_platforms', {
        brand_id: brand,
        name: 'Instagram again',
        platform_type: 'instagram',
        currency_code: 'EUR',
      }),
    ).rejects.toMatchObject({ code: '23505' });
  },
};
