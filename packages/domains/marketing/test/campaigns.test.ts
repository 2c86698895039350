import { call, outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';
import { activities, campaignParts, campaigns, goals } from '../test-factories.ts';

const AT_ONCE = 16;

const { database, a, b } = inDomain('marketing', {
  // Rows that these tests write by hand.
  broken: ['marketing/campaign_history_complete'],
});

const inA = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) => database.asTenant(a, work);
const move = (campaign: string, to: string | null, note: string | null = null) =>
  inA((trx) => call<boolean>(trx, 'transition_campaign', campaign, to, note));

/** A campaign as the application writes it. */
async function newCampaign(...statuses: string[]): Promise<string> {
  const { id } = await inA((trx) => campaigns.create(trx, { budget: '1000' }));
  for (const status of statuses) await move(id, status);
  return id;
}

const addActivity = (campaign: string, columns: object = {}) =>
  inA(async (trx) => (await activities.create(trx, { campaign_id: campaign, ...columns })).id);

const campaignOf = async (id: string) => (await database.knex('mkt_campaigns').where({ id }))[0];

/** Work in tenant a by somebody who lacks a permission. */
const without = <Result>(permission: string, work: (trx: Knex.Transaction) => Promise<Result>) =>
  inA(async (trx) => {
    await trx.raw(
      "SELECT set_config('app.permissions', replace(current_setting('app.permissions'), ?, ','), true)",
      [`,${permission},`],
    );
    return work(trx);
  });

describe('a campaign is moved', () => {
  test('along allowed paths, and its history says who, from where and why', async () => {
    const id = await newCampaign();
    for (const to of ['planning', 'in_progress', 'launching', 'paused', 'in_progress', 'completed']) {
      expect(await move(id, to, to === 'paused' ? 'rain' : null)).toBe(true);
    }
    expect(await move(id, 'completed')).toBe(false);
    const history = await database
      .knex('mkt_campaign_status_history')
      .where({ campaign_id: id })
      .orderBy('id');
    expect(history.map((row) => [row.from_status, row.to_status, row.changed_by, row.reason])).toEqual([
      [null, 'draft', a.ownerId, null],
      ['draft', 'planning', a.ownerId, null],
      ['planning', 'in_progress', a.ownerId, null],
      ['in_progress', 'launching', a.ownerId, null],
      ['launching', 'paused', a.ownerId, 'rain'],
      ['paused', 'in_progress', a.ownerId, null],
      ['in_progress', 'completed', a.ownerId, null],
    ]);
  });

  test.each([
    ['past its planning', [], 'in_progress'],
    ['back to its planning after the start', ['planning', 'launching'], 'planning'],
    ['out of its end', ['planning', 'launching', 'completed'], 'launching'],
    ['out of its grave', ['cancelled'], 'draft'],
  ])('not %s', async (_what, path, to) => {
    const id = await newCampaign(...path);
    await expect(move(id, to)).rejects.toMatchObject({ code: '55000' });
  });

  test.each([['done'], [null]])('not to %p, which is no status, and the answer lists them', async (to) => {
    const id = await newCampaign();
    await expect(move(id, to)).rejects.toMatchObject({
      code: '22023',
      hint: expect.stringMatching(/^One of draft, planning, /),
    });
  });

  test('once, however many ask at the same time', async () => {
    const id = await newCampaign('planning');
    const { results, codes } = await outcomes(Array.from({ length: AT_ONCE }, () => move(id, 'launching')));
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(
      await database.knex('mkt_campaign_status_history').where({ campaign_id: id, to_status: 'launching' }),
    ).toHaveLength(1);
  });

  test('by its own tenant alone', async () => {
    const id = await newCampaign();
    await expect(
      database.asTenant(b, (trx) => call(trx, 'transition_campaign', id, 'planning')),
    ).rejects.toMatchObject({ code: 'P0002' });
  });

  test('to its start only with the permission for it', async () => {
    const id = await newCampaign('planning');
    const start = (permission: string) =>
      without(permission, (trx) => call(trx, 'transition_campaign', id, 'in_progress'));
    await expect(start('marketing.approve')).rejects.toMatchObject({ code: '42501' });
    await expect(start('marketing.write')).rejects.toMatchObject({ code: '42501' });
    expect((await campaignOf(id))?.status).toBe('planning');
    expect(await move(id, 'in_progress')).toBe(true);
    // Whoever works on it may rest it and go on.
    await without('marketing.approve', (trx) => call(trx, 'transition_campaign', id, 'paused'));
    await without('marketing.approve', (trx) => call(trx, 'transition_campaign', id, 'in_progress'));
  });

  test('to its end only when nothing of it is open; cancelling cancels what is', async () => {
    const id = await newCampaign('planning', 'launching');
    const open = await addActivity(id);
    const done = await addActivity(id, { status: 'completed' });
    await expect(move(id, 'completed')).rejects.toMatchObject({
      code: '55000',
      message: expect.stringContaining('1 activities that are not done yet'),
    });
    expect(await move(id, 'cancelled')).toBe(true);
    const rows = await database.knex('mkt_campaign_activities').where({ campaign_id: id });
    expect(Object.fromEntries(rows.map((row) => [row.id, row.status]))).toEqual({
      [open]: 'cancelled',
      [done]: 'completed',
    });
  });

  test.each([
    ['status', "UPDATE mkt_campaigns SET status = 'completed'"],
    ['money spent', 'UPDATE mkt_campaigns SET spent = 1'],
    [
      'history',
      "INSERT INTO mkt_campaign_status_history (tenant_id, campaign_id, to_status) VALUES (1, 1, 'draft')",
    ],
    ['history once written', "UPDATE mkt_campaign_status_history SET reason = 'x'"],
    ['history of moves', 'DELETE FROM mkt_campaign_activities_history'],
    ['campaign, for good', 'DELETE FROM mkt_campaigns'],
    ['activity, for good', 'DELETE FROM mkt_campaign_activities'],
  ])('not by hand: %s', async (_what, statement) => {
    await newCampaign();
    await expect(inA((trx) => trx.raw(statement))).rejects.toMatchObject({ code: '42501' });
  });

  test('not by hand by the owner of the schema either', async () => {
    const id = await newCampaign();
    await expect(
      database.knex('mkt_campaigns').where({ id }).update({ status: 'planning' }),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the money of a campaign', () => {
  test('is what its living activities have cost, whatever happens to them', async () => {
    const id = await newCampaign();
    const other = await newCampaign();
    const first = await addActivity(id, { spent: '100.10' });
    const second = await addActivity(id, { spent: '50.40' });
    const left = async () => {
      const row = await campaignOf(id);
      return [row?.spent, row?.budget_left];
    };
    expect(await left()).toEqual(['150.50', '849.50']);
    await inA((trx) => trx('mkt_campaign_activities').where({ id: first }).update({ spent: '1200' }));
    expect(await left()).toEqual(['1250.40', '-250.40']);
    await inA((trx) =>
      trx('mkt_campaign_activities').where({ id: first }).update({ deleted_at: trx.fn.now() }),
    );
    expect(await left()).toEqual(['50.40', '949.60']);
    await inA((trx) => trx('mkt_campaign_activities').where({ id: first }).update({ deleted_at: null }));
    expect(await left()).toEqual(['1250.40', '-250.40']);
    await database.knex('mkt_campaign_activities').where({ id: second }).update({ campaign_id: other });
    expect(await left()).toEqual(['1200.00', '-200.00']);
    expect((await campaignOf(other))?.spent).toBe('50.40');
    await database.knex('mkt_campaign_activities').where({ id: first }).delete();
    expect(await left()).toEqual(['0.00', '1000.00']);
  });

  test('is right when many note costs at the same time', async () => {
    const id = await newCampaign();
    const { codes } = await outcomes(
      Array.from({ length: AT_ONCE }, () => addActivity(id, { spent: '2.50' })),
    );
    expect(codes).toEqual([]);
    expect((await campaignOf(id))?.spent).toBe((AT_ONCE * 2.5).toFixed(2));
  });

  test('is not written again by an import that brings the right sum', async () => {
    const over = { tenant_id: a.id, status: 'completed' } as const;
    const right = (await campaigns.create(database.knex, { ...over, spent: 30 })).id;
    const wrong = (await campaigns.create(database.knex, { ...over, spent: 7 })).id;
    const version = async (id: string) =>
      (await database.knex.raw('SELECT xmin::text AS version, spent FROM mkt_campaigns WHERE id = ?', [id]))
        .rows[0];
    const before = await version(right);
    const done = { tenant_id: a.id, spent: 10, status: 'completed' } as const;
    await database
      .knex('mkt_campaign_activities')
      .insert([right, right, right, wrong].map((id) => activities.build({ ...done, campaign_id: id })));
    expect(await version(right)).toEqual(before);
    expect((await version(wrong)).spent).toBe('10.00');
  });

  test('keeps its currency once money was spent, and from the start on', async () => {
    const id = await newCampaign();
    const change = (currency: string) =>
      inA((trx) => trx('mkt_campaigns').where({ id }).update({ currency_code: currency }));
    await change('USD');
    const cost = await addActivity(id, { spent: '1' });
    await expect(change('EUR')).rejects.toMatchObject({ code: '55000' });
    await inA((trx) => trx('mkt_campaign_activities').where({ id: cost }).update({ spent: '0' }));
    await move(id, 'planning');
    await move(id, 'launching');
    await expect(change('EUR')).rejects.toMatchObject({ code: '55000' });
  });

  test('is changed after the start by who may let it start', async () => {
    const id = await newCampaign('planning');
    const change = (trx: Knex) => trx('mkt_campaigns').where({ id }).update({ budget: '5000' });
    await without('marketing.approve', change);
    await move(id, 'launching');
    await inA((trx) => trx('mkt_campaigns').where({ id }).update({ budget: '6000' }));
    await expect(without('marketing.approve', change)).rejects.toMatchObject({ code: '42501' });
    await addActivity(id, { status: 'completed' });
    await move(id, 'completed');
    await expect(inA(change)).rejects.toMatchObject({ code: '55000' });
  });
});

describe('the activities of a campaign', () => {
  test('that are moved to another day leave a trace', async () => {
    const id = await addActivity(await newCampaign());
    const on = (day: string) =>
      inA((trx) => trx('mkt_campaign_activities').where({ id }).update({ activity_date: day }));
    await on('2026-03-05');
    await on('2026-03-05');
    await on('2026-03-04');
    const { rows } = await database.knex.raw(
      'SELECT old_date::text, new_date::text, changed_by FROM mkt_campaign_activities_history WHERE activity_id = ? ORDER BY id',
      [id],
    );
    expect(rows).toEqual([
      { old_date: '2026-03-02', new_date: '2026-03-05', changed_by: a.ownerId },
      { old_date: '2026-03-05', new_date: '2026-03-04', changed_by: a.ownerId },
    ]);
  });

  test('stay as they are when it is closed, but for bills and words', async () => {
    const id = await newCampaign('planning', 'launching');
    const done = await addActivity(id, { status: 'completed' });
    await move(id, 'completed');
    const change = (columns: object) =>
      inA((trx) => trx('mkt_campaign_activities').where({ id: done }).update(columns));
    await change({ spent: '12.30', notes: 'The bill came late.' });
    expect((await campaignOf(id))?.spent).toBe('12.30');
    for (const columns of [{ status: 'scheduled' }, { activity_date: '2027-01-01' }, { budget: '1' }]) {
      await expect(change(columns)).rejects.toMatchObject({ code: '55000' });
    }
    await expect(addActivity(id)).rejects.toMatchObject({ code: '55000' });
  });

  test('are never added to a campaign that is cancelled meanwhile', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await newCampaign('planning', 'launching');
      const adding = Array.from({ length: 6 }, () => addActivity(id));
      await outcomes<unknown>([...adding, move(id, 'cancelled')]);
      expect((await campaignOf(id))?.status).toBe('cancelled');
      const rows = await database.knex('mkt_campaign_activities').where({ campaign_id: id });
      expect(rows.filter((row) => row.status !== 'cancelled')).toEqual([]);
    }
  });
});

describe('what cannot be written', () => {
  const refused = (work: (trx: Knex.Transaction) => Promise<unknown>) =>
    inA(work).then(
      () => 'accepted',
      (error) => error.constraint ?? error.code,
    );

  test.each([
    ['ck_mkt_campaigns_end_date', { end_date: '2026-02-28' }],
    ['ck_mkt_campaigns_budget', { budget: '-1' }],
    ['ck_mkt_campaigns_budget', { budget: 'NaN' }],
    ['ck_mkt_campaigns_progress', { progress: 101 }],
    ['ck_mkt_campaigns_engagement', { engagement: 'NaN' }],
    ['ck_mkt_campaigns_reach', { reach: -1 }],
    ['ck_mkt_campaigns_name', { name: ' ' }],
    ['ck_mkt_campaigns_currency_code', { currency_code: 'eur' }],
    ['accepted', { end_date: '2026-03-01' }],
  ])('%s: a campaign with %j', async (constraint, columns) => {
    const id = await newCampaign();
    expect(await refused((trx) => trx('mkt_campaigns').where({ id }).update(columns))).toBe(constraint);
  });

  test.each([
    ['ck_mkt_campaign_activities_duration_days', { duration_days: 0 }],
    ['ck_mkt_campaign_activities_end_time', { start_time: '10:00', end_time: '09:00' }],
    ['ck_mkt_campaign_activities_start_time', { end_time: '09:00' }],
    ['ck_mkt_campaign_activities_spent', { spent: 'NaN' }],
    ['accepted', { start_time: '22:00', end_time: '02:00', duration_days: 2 }],
  ])('%s: an activity with %j', async (constraint, columns) => {
    const id = await newCampaign();
    const activity: object = { campaign_id: id, ...columns };
    expect(await refused((trx) => activities.create(trx, activity))).toBe(constraint);
  });

  test.each([
    ['ck_mkt_campaign_goals_target_value', { target_value: '0' }],
    ['ck_mkt_campaign_goals_target_value', { target_value: 'NaN' }],
    ['ck_mkt_campaign_goals_achieved_value', { achieved_value: '-1' }],
    ['428C9', { is_achieved: true }],
  ])('%s: a goal with %j', async (constraint, columns) => {
    const goal: object = { campaign_id: await newCampaign(), ...columns };
    expect(await refused((trx) => goals.create(trx, goal))).toBe(constraint);
  });

  test('a campaign that runs cannot be put out of sight; one that is over can, by who may', async () => {
    const id = await newCampaign('planning', 'launching');
    const remove = (trx: Knex) => trx('mkt_campaigns').where({ id }).update({ deleted_at: trx.fn.now() });
    expect(await refused(remove)).toBe('ck_mkt_campaigns_deleted_at');
    await move(id, 'completed');
    await expect(without('marketing.delete', remove)).rejects.toMatchObject({ code: '42501' });
    expect(await inA(remove)).toBe(1);
    await expect(move(id, 'draft')).rejects.toMatchObject({ code: 'P0002' });
  });

  test('a campaign has one main project at most', async () => {
    const campaign_id = await newCampaign();
    const add = (role: 'main' | 'sub' | null) =>
      refused((trx) => campaignParts.create(trx, { campaign_id, role }));
    expect([await add('main'), await add('sub'), await add(null)]).toEqual(Array(3).fill('accepted'));
    expect(await add('main')).toBe('uq_mkt_campaign_projects_main');
  });
});

test('a goal says by itself whether it is reached', async () => {
  const campaign_id = await newCampaign();
  const goal = (columns: object) => inA((trx) => goals.create(trx, { campaign_id, ...columns }));
  expect([
    await goal({ target_value: '300', achieved_value: '100' }),
    await goal({ target_value: '200', achieved_value: '250' }),
    await goal({}),
  ]).toMatchObject([
    { is_achieved: false, achieved_percent: '33.3333' },
    { is_achieved: true, achieved_percent: '125.0000' },
    { is_achieved: null, achieved_percent: null },
  ]);
});
