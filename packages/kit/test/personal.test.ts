import { erasedByTrigger, kept, personalData } from '../src/personal.ts';

test('a consistent declaration is given back as it is', () => {
  const data = {
    crm_leads: { called: 'lead', person: { status_note: 'words' }, none: ['number'] },
    logs_human: { about: true, ofMember: ['actor_id'], member: { ip_address: 'device' } },
  } as const;
  expect(personalData(data)).toBe(data);
});

test('every fault is named at once', () => {
  const declare = () =>
    personalData({
      crm_leads: { person: { status_note: 'words' }, none: ['status_note'] },
      orders: { person: { number: kept('identifier', ' '), phone: erasedByTrigger('phone', '') } },
      schedule: { member: { reason: 'words' } },
    });
  expect(declare).toThrow(
    expect.objectContaining({
      code: 'personal_data',
      detail: [
        'crm_leads.status_note is declared twice.',
        'orders.number gives no reason.',
        'orders.phone gives no reason.',
        'schedule has columns about a member and does not say which column names the member.',
      ].join('\n'),
    }),
  );
});
