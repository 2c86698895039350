import { call, outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { confirmedOf, goods, linesOf, ship, takeBack } from './goods.ts';
import { stockOf } from './stock.ts';
import { header } from './story.ts';

const { database, a, call: ask, refusal } = inDomain('orders');

/** An order of so many pieces at 50.00 and 19 % tax, paid and shipped. */
async function shipped(quantity: number) {
  const product = await goods(database, a, quantity);
  const ordered = {
    product_id: product,
    product_name: `Product ${product}`,
    unit_price: 50,
    tax_rate: 19,
    quantity,
  };
  const order = await confirmedOf(database, a, [ordered]);
  const payment = await ask('record_payment', order, 59.5 * quantity, 'cash', `pay ${order}`);
  await ship(database, a, order, `ship ${order}`);
  const [line] = await linesOf(database, order);
  return { product, order, payment, line: line?.id ?? '' };
}

const caseRow = (id: string) => database.knex('order_items_after_sales').where({ id }).first();

test('a parcel that comes before the answer is received, one for a case that was refused is not', async () => {
  const { line } = await shipped(2);
  const early = await ask('open_case', line, 'return', 1, 'case early');
  await takeBack(database, a, early, 1, true, 'early');
  expect(await caseRow(early)).toMatchObject({ status: 'received', received_quantity: 1 });
  const refused = await ask('open_case', line, 'return', 1, 'case refused');
  await ask('transition_case', refused, 'rejected');
  await expect(takeBack(database, a, refused, 1, true, 'late')).rejects.toMatchObject({ code: '55000' });
});

test('a return: opened, approved, received in parts, refunded, and written down', async () => {
  const { product, order, line } = await shipped(3);
  const id = await ask('open_case', line, 'return', 2, 'case 1', 'Does not fit.');
  expect(await ask('open_case', line, 'return', 2, 'case 1', 'Does not fit.')).toBe(id);
  await expect(ask('open_case', line, 'return', 1, 'case 1')).rejects.toMatchObject({ code: '23505' });
  expect(await caseRow(id)).toMatchObject({ status: 'inquiry', quantity: 2, created_by: a.ownerId });

  await ask('transition_case', id, 'approved');
  await expect(ask('transition_case', id, 'received')).rejects.toMatchObject({
    code: '55000',
    hint: expect.stringContaining('app.receive_return'),
  });
  await expect(ask('refund_case', id, 10, 'early')).rejects.toMatchObject({ code: '23514' });

  const movement = await takeBack(database, a, id, 1, true, 'back 1');
  expect(await database.knex('stock_movement').where({ id: movement as string })).toMatchObject([
    { kind: 'receipt', quantity: 1, source_type: 'customer_return', source_id: order, unit_cost: '20.0000' },
  ]);
  expect(await takeBack(database, a, id, 1, false, 'back 2')).toBeNull();
  await expect(takeBack(database, a, id, 1, false, 'back 3')).rejects.toMatchObject({ code: '23514' });
  expect(await caseRow(id)).toMatchObject({
    status: 'received',
    received_quantity: 2,
    restocked_quantity: 1,
  });
  expect(await linesOf(database, order)).toMatchObject([{ shipped_quantity: 3, returned_quantity: 2 }]);
  expect(await stockOf(database, product)).toMatchObject([{ on_hand: 1 }]);

  // Two pieces cost 119.00.
  expect(await ask('refund_case', id, '100.00', 'money')).toBe('100.00');
  expect(await ask('refund_case', id, '100.00', 'money')).toBe('100.00');
  await expect(ask('refund_case', id, '90.00', 'money')).rejects.toMatchObject({ code: '23505' });
  await expect(ask('refund_case', id, '19.01', 'more')).rejects.toMatchObject({
    code: '23514',
    hint: '19.00 can be given back.',
  });
  await ask('refund_case', id, '19.00', 'more');
  expect(await header(database, order)).toMatchObject({ total_refunded: '119.00' });
  await ask('transition_case', id, 'closed', 'Settled.');
  const steps = await database.knex('order_case_status_history').where({ case_id: id }).orderBy('id');
  expect(steps.map((each) => each.to_status)).toEqual([
    'inquiry',
    'approved',
    'received',
    'refunded',
    'closed',
  ]);
  expect(steps.at(-1)).toMatchObject({ reason: 'Settled.', changed_by: a.ownerId });
});

test('cases are about pieces that left, each once', async () => {
  const { line } = await shipped(2);
  await ask('open_case', line, 'return', 1, `one ${line}`);
  await expect(ask('open_case', line, 'exchange', 2, `two ${line}`)).rejects.toMatchObject({
    code: '23514',
    hint: 'A case on 1 can be opened.',
  });
  const tried = Array.from({ length: 6 }, (_, n) => ask('open_case', line, 'return', 1, `race ${line} ${n}`));
  const { results, codes } = await outcomes(tried);
  expect(results).toHaveLength(1);
  expect(codes).toEqual(Array(5).fill('23514'));
});

test('a rejected case frees its pieces, a repaired piece stays the customer’s', async () => {
  const { order, line } = await shipped(1);
  const first = await ask('open_case', line, 'return', 1, `no ${line}`);
  await ask('transition_case', first, 'rejected');
  const repair = await ask('open_case', line, 'repair', 1, `repair ${line}`);
  await ask('transition_case', repair, 'approved');
  await expect(takeBack(database, a, repair, 1, true, `r ${line}`)).rejects.toMatchObject({ code: '22023' });
  await takeBack(database, a, repair, 1, false, `r ${line}`);
  expect(await linesOf(database, order)).toMatchObject([{ returned_quantity: 0, status: 'shipped' }]);
  await expect(ask('open_case', line, 'return', 1, `now ${line}`)).rejects.toMatchObject({ code: '23514' });
  for (const to of ['in_repair', 'closed']) await ask('transition_case', repair, to);
  await ask('open_case', line, 'return', 1, `now ${line}`);
});

test('money without goods goes back once', async () => {
  const { line } = await shipped(1);
  const lost = await ask('open_case', line, 'refund', 1, `lost ${line}`);
  await ask('transition_case', lost, 'approved');
  await ask('refund_case', lost, '59.50', 'lost');
  await ask('transition_case', lost, 'closed');
  await expect(ask('open_case', line, 'return', 1, `again ${line}`)).rejects.toMatchObject({ code: '23514' });
});

test('never more goes back than was paid', async () => {
  const { line, payment } = await shipped(1);
  await ask('refund_payment', payment, '50.00', 'Goodwill.', `good ${line}`);
  const id = await ask('open_case', line, 'refund', 1, `c ${line}`);
  await ask('transition_case', id, 'approved');
  await expect(ask('refund_case', id, '10.00', 'x')).rejects.toMatchObject({
    code: '23514',
    detail: 'Of 10.00, 9.50 were paid and not given back.',
  });
  await ask('refund_case', id, '9.50', 'x');
});

test('nothing of it is written by hand, and money asks for its permission', async () => {
  const { line } = await shipped(1);
  const id = await ask('open_case', line, 'refund', 1, `hand ${line}`);
  await ask('transition_case', id, 'approved');
  const write = (column: string, value: unknown) =>
    refusal((trx) =>
      trx('order_items_after_sales')
        .where({ id })
        .update({ [column]: value }),
    );
  for (const [column, value] of Object.entries({
    status: 'closed',
    amount: 1,
    quantity: 2,
    refunded_amount: 1,
  })) {
    expect([column, await write(column, value)]).toEqual([column, '42501']);
  }
  expect(await write('details', 'Called back.')).toBe('accepted');
  const member = await addMember(database, a, 'member');
  expect(await refusal((trx) => call(trx, 'refund_case', id, 1, 'm'), member)).toBe('42501');
});
