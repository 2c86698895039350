import { findWorkspaceRoot } from '@erp/engine/project';
import { createPartitionedTenantTable, tenantRoot } from '@erp/kit/schema';
import { askErp } from '@erp/test-database/ask-erp';
import { emptyDatabase, migratedDatabase, type TestDatabase } from '@erp/testing/database';

const root = findWorkspaceRoot(import.meta.dirname);
let database: TestDatabase;

beforeEach(async () => {
  database = await migratedDatabase({ domains: ['system'] });
  await database.knex.transaction(async (trx) => {
    for (const [name, retire] of [
      ['letters', 'detach'],
      ['visits', 'drop'],
    ] as const) {
      await createPartitionedTenantTable(
        trx,
        name,
        { write: 'stores.write', by: 'created_at', monthsAhead: 1, retentionMonths: 2, retire },
        (table) => void tenantRoot(table),
      );
    }
  });
  for (const months of [-4, 4]) {
    await database.knex.raw(
      'INSERT INTO visits (tenant_id, created_at) VALUES (?, now() + make_interval(months => ?))',
      [database.tenants.a.id, months],
    );
  }
});
afterEach(() => database.drop());

const erp = (...args: string[]) => askErp(root, database.settings, ['partitions', ...args]);

async function monthName(table: string, offset: number): Promise<string> {
  const { rows } = await database.knex.raw(
    `SELECT ? || to_char((now() AT TIME ZONE 'UTC') + make_interval(months => ?), '"_y"YYYY"m"MM') AS name`,
    [table, offset],
  );
  return rows[0].name;
}

test('--dry-run says what a run does, the run does it, and the next one has nothing to do', async () => {
  const late = [await monthName('visits', -4), await monthName('visits', 4)];
  const plan = await erp('--dry-run', '--table', 'visits', '--json');
  expect(JSON.parse(plan.stdout)).toEqual({
    version: 1,
    dryRun: true,
    tables: [{ table: 'visits', created: late, moved: 2, dropped: [], detached: [], inDefault: 0 }],
  });
  expect(await database.knex('visits_default')).toHaveLength(2);

  const run = await erp();
  expect(run.code).toBe(0);
  expect(run.stdout).toBe(`created   ${late[0]}
created   ${late[1]}

table    created  rows moved  dropped  detached  rows in default
letters        0           0        0         0                0
visits         2           2        0         0                0
`);
  expect(await database.knex('visits')).toHaveLength(2);

  const again = await erp('--json', '--retire', '--dry-run');
  expect(JSON.parse(again.stdout).tables[1]).toMatchObject({ created: [], dropped: [late[0]], moved: 0 });
});

test('--retire drops or detaches, as the table says; --ahead makes more months', async () => {
  await database.knex.raw("SELECT app.create_partitions('letters', 1, now() - interval '3 months')");
  const { code, stdout } = await erp('--retire', '--ahead', '3');
  expect(code).toBe(0);
  expect(stdout).toContain(`detached  archive.${await monthName('letters', -3)}\n`);
  expect(stdout).toContain(`dropped   ${await monthName('visits', -4)}\n`);
  expect(stdout).toContain(`created   ${await monthName('letters', 3)}\n`);
  expect(await database.knex('visits')).toHaveLength(1);
});

test('two at once: each month is made by one of them, and both succeed', async () => {
  const outcomes = await Promise.all([erp('--json'), erp('--json'), erp('--json', '--retire')]);
  expect(outcomes.map((each) => [each.code, each.stderr])).toEqual([
    [0, ''],
    [0, ''],
    [0, ''],
  ]);
  const created = outcomes.flatMap(({ stdout }) =>
    (JSON.parse(stdout).tables as { created: string[] }[]).flatMap((each) => each.created),
  );
  expect(created.sort()).toEqual([await monthName('visits', -4), await monthName('visits', 4)].sort());
  expect(await database.knex('visits_default')).toHaveLength(0);
});

test('a row whose time is a mistake stays, and is shown', async () => {
  await database.knex.raw("INSERT INTO visits (tenant_id, created_at) VALUES (?, 'infinity')", [
    database.tenants.a.id,
  ]);
  const { code, stdout } = await erp('--table', 'visits');
  expect(code).toBe(0);
  expect(stdout).toContain('visits_default keeps rows whose time is decades off');
});

test('what fails is said, with what was done before', async () => {
  await database.knex.raw('CREATE TABLE ?? (id int)', [await monthName('visits', 4)]);
  const { code, stderr } = await erp('--ahead', '2');
  expect(code).toBe(3);
  expect(stderr).toContain(`visits: relation "${await monthName('visits', 4)}" already exists`);
  expect(stderr).toContain('Committed before: letters');
  expect(await database.knex('visits_default')).toHaveLength(2);
});

test('wrong input is named', async () => {
  const table = await erp('--table', 'visitors');
  expect(table.code).toBe(1);
  expect(table.stderr).toBe(`Problem: There is no partitioned table visitors.
  There are: letters, visits.
Next: pnpm erp partitions --dry-run
`);
  expect((await erp('--ahead', 'three')).code).toBe(2);
  expect((await erp('--help')).stdout).toContain('--retire');

  const empty = await emptyDatabase();
  try {
    const { code, stderr } = await askErp(root, empty.settings, ['partitions']);
    expect(code).toBe(1);
    expect(stderr).toContain('Next: pnpm migrate');
  } finally {
    await empty.drop();
  }
});

test('rows of the past that are restored into a new schema find their months made, or are moved to them', async () => {
  const [month] = (
    await database.knex.raw(
      `SELECT to_char((now() AT TIME ZONE 'UTC') - interval '3 months', 'YYYY-MM') AS month`,
    )
  ).rows as { month: string }[];
  const old = await monthName('letters', -3);
  const put = (id: number) =>
    database.knex.raw(
      `INSERT INTO letters (tenant_id, created_at) VALUES (${id}, now() - interval '3 months')`,
    );
  expect((await erp('--table', 'letters', '--since', `${month?.month}-01`)).stdout).toContain(
    `created   ${old}\n`,
  );
  await put(Number(database.tenants.a.id));
  expect(await database.knex('letters_default')).toHaveLength(0);
  expect(await database.knex(old)).toHaveLength(1);

  // Restored without: one run of the command moves them.
  await database.knex.raw(`DROP TABLE ${old}`);
  await put(Number(database.tenants.a.id));
  expect(await database.knex('letters_default')).toHaveLength(1);
  expect((await erp('--table', 'letters')).code).toBe(0);
  expect(await database.knex('letters_default')).toHaveLength(0);

  const wrong = await erp('--since', '2019-02-31');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Give a day, e.g.')]);
});
