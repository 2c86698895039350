import type { Story } from './cast.ts';

const CUSTOMER = '+15550100999';
const OURS = '+15550100001';

export const story: Story = {
  domain: 'sms',
  title: 'who agreed gets a text once; who answers STOP gets none any more, not even one that waited',
  async tell({ owner, manager }) {
    const account = await owner.writes('sms_sender_accounts', { account_name: 'Main', provider: 'acme' });
    await owner.writes('sms_sender_phone_numbers', {
      phone_number: OURS,
      account_id: account,
      is_primary: true,
    });
    await manager.writes('sms_contacts', { phone: CUSTOMER, quiet_from: '00:00', quiet_until: '00:00' });
    await manager.calls('record_opt_in', { phone: CUSTOMER, source: 'form', wording: 'I agree.' });
    const text = (key: string) =>
      manager.calls('enqueue_sms', { to: CUSTOMER, body: 'The lamp is there.', idempotency_key: key });
    const first = await text('lamp');
    expect(await text('lamp')).toBe(first);

    expect(await owner.calls('claim_sms', { worker: 'worker 1' })).toBeTruthy();
    await owner.calls('record_sms_status', {
      message_id: first,
      status: 'delivered',
      provider_message_sid: 'S-1',
    });
    const waiting = await text('lamp again');
    await owner.calls('receive_sms', {
      provider: 'acme',
      provider_message_sid: 'S-2',
      from: CUSTOMER,
      to: OURS,
      body: 'Stop',
    });
    await expect(text('lamp once more')).rejects.toMatchObject({ code: '55000', detail: 'opted_out' });
    const texts = await manager.sees('sms_messages', { direction: 'outbound' });
    expect(Object.fromEntries(texts.map(({ id, status }) => [id, status]))).toEqual({
      [first]: 'delivered',
      [waiting]: 'cancelled',
    });
  },
};
