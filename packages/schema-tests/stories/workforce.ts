import type { Story } from './cast.ts';

export const story: Story = {
  domain: 'workforce',
  title: 'a member works a shift, cannot be away meanwhile, takes leave, and is judged by two others',
  async tell({ owner, manager, member }) {
    const shift = await manager.calls('plan_shift', {
      staff_id: member.id,
      day: '2026-05-04',
      from: '08:00',
      until: '16:00',
    });
    await manager.calls('confirm_shift', { schedule_id: shift });
    const leave = await owner.writes('leave_type', {
      code: 'annual',
      name: 'Annual leave',
      tracks_balance: true,
    });
    await owner.calls('book_leave', {
      user_id: member.id,
      leave_type_id: leave,
      days: 20,
      effective_on: '2026-01-01',
      reason: 'Contract',
    });
    const askOff = (day: string) => member.calls('request_time_off', { leave_type_id: leave, day_off: day });
    const decide = async (request: string) =>
      manager.calls<boolean>('decide_time_off', { request_id: request, decision: 'approved' });
    await expect(decide(await askOff('2026-05-04'))).rejects.toMatchObject({ code: '23P01' });
    expect(await decide(await askOff('2026-05-05'))).toBe(true);
    expect(
      await member.calls('leave_balance', { user_id: member.id, leave_type_id: leave, at: '2026-12-31' }),
    ).toBe('19.00');

    const quality = await owner.writes('performance_criteria', {
      name: 'Quality',
      weight: 100,
      max_score: 5,
    });
    const evaluation = await manager.calls('create_evaluation', {
      staff_id: member.id,
      period_start: '2026-01-01',
      period_end: '2026-06-30',
      scores: [{ criteria_id: quality, score: 4 }],
    });
    await manager.calls('submit_evaluation', { evaluation_id: evaluation });
    expect(await member.sees('performance_evaluation', { id: evaluation })).toEqual([]);
    await owner.calls('approve_evaluation', { evaluation_id: evaluation });
    expect(await member.sees('performance_evaluation', { id: evaluation })).toMatchObject([
      { status: 'approved' },
    ]);
  },
};
