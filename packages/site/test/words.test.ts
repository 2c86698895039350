import { conditionInWords, listed, triggerInWords } from '../src/pages/words.ts';

test.each([
  [
    "tenant_id = app.tenant_read_by('{orders.read,orders.write}'::text[])",
    'the tenant is the entered one and the member holds orders.read or orders.write',
  ],
  [
    "tenant_id = app.current_tenant_id() AND app.has_permission('orders.write'::text)",
    'the tenant is the entered one and the member holds orders.write',
  ],
  [
    "staff_id <> app.current_user_id() AND (status = ANY (ARRAY['draft'::text, 'sent'::text]))",
    'staff_id is somebody else and status is draft or sent',
  ],
  ['NOT is_private OR created_by = app.current_user_id()', 'is_private is false or created_by is the member'],
  ['id = app.current_tenant_id()', 'it is the entered tenant'],
  ['applied_at IS NULL', 'applied_at is empty'],
  ['weight * 2 > 3', 'weight * 2 > 3'],
])('%s in words', (condition, words) => {
  expect(conditionInWords(condition)).toBe(words);
});

test('a trigger says when it runs', () => {
  const definition =
    'CREATE TRIGGER tr BEFORE INSERT OR UPDATE OF status ON orders FOR EACH ROW WHEN (new.id > 0) EXECUTE FUNCTION app.f()';
  expect(triggerInWords({ table: 'orders', name: 'tr', function: 'f', arguments: [], definition })).toBe(
    'before insert, update of status, for each row, where its condition holds',
  );
});

test('lists read like sentences', () => {
  expect([listed([]), listed(['a']), listed(['a', 'b']), listed(['a', 'b', 'c'], 'or')]).toEqual([
    '',
    'a',
    'a and b',
    'a, b or c',
  ]);
});
