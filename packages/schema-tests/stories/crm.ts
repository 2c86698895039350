import type { Story } from './cast.ts';

export const story: Story = {
  domain: 'crm',
  title: 'an enquiry that comes twice is one lead, becomes a customer, and a chance to sell more is won',
  async tell({ member }) {
    const asked = (contact: string) =>
      member.calls('capture_lead', { contact, source: 'website', details: { display_name: 'Ada' } });
    const lead = await asked('Ada@Example.com');
    expect(await asked(' ada@example.com ')).toBe(lead);
    for (const to of ['contacted', 'qualified']) await member.calls('transition_lead', { lead_id: lead, to });
    const customer = await member.calls('convert_lead', { lead_id: lead });
    expect(await member.calls('convert_lead', { lead_id: lead })).toBe(customer);

    const [{ personal_key_id: person } = {}] = await member.sees('crm_customers', { id: customer });
    const opportunity = await member.calls('create_opportunity', {
      person_id: person,
      details: { estimated_value: 900, currency_code: 'EUR', interested_products: ['necklace'] },
      idempotency_key: 'a necklace for Ada',
    });
    for (const to of ['proposal', 'negotiation', 'won'])
      await member.calls('transition_opportunity', { opportunity_id: opportunity, to });
    const history = await member.sees('crm_potential_status_history', { potential_id: opportunity });
    expect(history.map(({ to_stage, to_status }) => [to_stage, to_status])).toEqual([
      ['prospecting', 'open'],
      ['proposal', 'open'],
      ['negotiation', 'open'],
      ['closed', 'won'],
    ]);
  },
};
