import type { Session } from '@erp/engine/connection';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import { fillTables } from '@erp/testing/sample-rows';
import fc from 'fast-check';
import { SILENT } from '../src/database/progress.ts';
import { fieldsOf, lineOf } from '../src/files/copy-text.ts';
import { type Backup, linesOf } from '../src/files/read-backup.ts';
import { maskTables } from '../src/mask/mask-rows.ts';
import { maskText } from '../src/mask/mask-text.ts';
import { maskValue } from '../src/mask/mask-value.ts';
import { maskKey, scramble } from '../src/mask/scramble.ts';
import { copyTenant } from '../src/tenant/copy-tenant.ts';
import { selectTenant } from '../src/tenant/select-tenant.ts';
import { backUp, backupsOfTest } from './backups.ts';

const SECRET = 'a secret of this test';
const key = maskKey(SECRET);
const mask = { key, names: new Set(['address_line1']), codes: new Set(['paid']) };
const column = (type: string) => ({ schema: 'public', table: 't', column: 'c', type });

test('a text keeps its form, and nothing else of itself', () => {
  for (const text of [
    'Christina Weber',
    'Мария Иванова',
    '山田太郎さん',
    'Ελένη',
    'O’Neill-Müller',
    '742 Evergreen Terrace',
  ]) {
    const masked = scramble(key, text);
    expect(masked).not.toBe(text);
    expect(masked.replace(/\p{L}/gu, 'x').replace(/\p{Nd}/gu, '0')).toBe(
      text.replace(/\p{L}/gu, 'x').replace(/\p{Nd}/gu, '0'),
    );
    expect(scramble(key, text)).toBe(masked);
    expect(scramble(maskKey('another secret, as long'), text)).not.toBe(masked);
  }
});

test('no two short texts become one', () => {
  const seen = new Set(
    Array.from({ length: 1000 }, (_, place) => scramble(key, String(place).padStart(3, '0'))),
  );
  expect(seen.size).toBe(1000);
});

test.each([
  ['e-mail', 'christina.weber@firma.de', /^u[0-9a-f]{16}@example\.com$/],
  ['telephone', '+4915112345678', /^\+4900\d{11}$/],
  [
    'address of a page',
    'https://firma.de/christina?x=1',
    /^https:\/\/example\.com\/[a-z]{5}\.[a-z]{2}\/[a-z]{9}\?[a-z]=\d$/,
  ],
  ['zone', 'Europe/Berlin', /^Etc\/GMT-1$/],
  ['country', 'DE', /^DE$/],
  ['account', '47304bbc-dc3a-4283-861f-52ec3dc12f6e', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['what an erasure has left', 'erased:17', /^erased:17$/],
])('%s stays one', (_, value, form) => {
  expect(maskText(key, value)).toMatch(form);
});

test('JSON and arrays are masked inside, and written as PostgreSQL writes them', () => {
  const json =
    '{"note": "Weber, Christina", "paid": "paid", "Christina Weber": 15112345678, "address_line1": [1.50, null, true]}';
  const masked = maskValue(mask, column('jsonb'))(json);
  expect(masked).not.toMatch(/Christina|Weber|15112345678/);
  expect(masked).toMatch(
    /^\{"note": "[A-Z][a-z]{4}, [A-Z][a-z]{8}", "paid": "paid", "address_line1": \[1\.50, null, true\], "[A-Z][a-z]{8} [A-Z][a-z]{4}": 1\d{10}\}$/,
  );
  expect(maskValue(mask, column('_text'))('{Weber,"Christina W.",NULL}')).toMatch(
    /^\{[A-Z][a-z]{4},"[A-Z][a-z]{8} [A-Z]\.",NULL\}$/,
  );
});

test('a line of COPY is read and written without a difference', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 6 }),
      (fields) => {
        if (fields.length > 0) expect(fieldsOf(lineOf(fields))).toEqual(fields);
      },
    ),
  );
});

describe('a tenant about whose people every declared column says something', () => {
  const directory = backupsOfTest();
  let database: TestDatabase;
  let session: Session;
  let markers: readonly { readonly place: string; readonly marker: string }[];

  beforeAll(async () => {
    database = await migratedDatabase();
    session = await database.session();
    const personal = await session.query<{ table: string }>(
      "SELECT DISTINCT table_name AS \"table\" FROM sys_personal_columns WHERE subject <> 'none' AND table_name NOT IN ('sys_users', 'sys_tenants') ORDER BY 1",
    );
    const tables = personal.map(({ table }) => table);
    await fillTables(database, tables, {
      product_variant: { variant_sku: 'variant', options: { Size: '54' } },
    });
    markers = await plantEverywhere(session, database.tenants.a.id);
  });
  afterAll(() => database.drop());

  async function textOf(archive: Backup): Promise<string> {
    const texts: string[] = [];
    for (const table of archive.manifest.tables)
      for await (const block of linesOf(archive, table.chunks)) texts.push(block.toString('utf8'));
    return texts.join('');
  }

  async function exported(secret?: string): Promise<Backup> {
    const maskOf = secret === undefined ? undefined : await maskTables(session, secret);
    return backUp(session, directory, {
      select: (snapshot) => selectTenant(session, snapshot, 'tenant-a', maskOf),
    });
  }

  test('is exported with all of it, and masked with none', async () => {
    const plain = await textOf(await exported());
    const masked = await exported(SECRET);
    const text = await textOf(masked);
    expect(markers.length).toBeGreaterThan(150);
    expect(markers.filter(({ marker }) => !plain.includes(marker))).toEqual([]);
    expect(markers.filter(({ marker }) => text.includes(marker))).toEqual([]);
    expect(text).not.toContain('owner.a@example.com');
    expect(masked.manifest.masked).toBe(true);
    const again = await exported(SECRET);
    const hashes = ({ manifest }: Backup) => manifest.tables.map(({ name, hash }) => [name, hash]);
    expect(hashes(again)).toEqual(hashes(masked));
    expect(hashes(await exported('another secret, as long'))).not.toEqual(hashes(masked));
  });

  test('is copied masked within the database, and every check and key holds', async () => {
    const made = await copyTenant({
      ...{ session, slug: 'tenant-a', as: 'masked-a', progress: SILENT, waits() {} },
      mask: await maskTables(session, SECRET),
    });
    const archive = await backUp(session, directory, {
      select: (snapshot) => selectTenant(session, snapshot, made.slug),
    });
    const rows = await Promise.all(
      archive.manifest.tables
        .filter(({ columns }) => columns.includes('tenant_id'))
        .map(async ({ chunks }) =>
          textOf({ ...archive, manifest: { ...archive.manifest, tables: [{ chunks }] } } as never),
        ),
    );
    const text = rows.join('');
    expect(
      markers
        .filter(({ place }) => !/^(sys_users|sys_tenants)\./.test(place))
        .filter(({ marker }) => text.includes(marker)),
    ).toEqual([]);
  });

  test('a table about which nothing is said is named, and nothing is written', async () => {
    await session.query('CREATE TABLE strange (tenant_id bigint, said text)');
    await expect(maskTables(session, SECRET)).rejects.toMatchObject({
      code: 'mask_undeclared',
      message: expect.stringContaining('strange'),
    });
    await session.query('DROP TABLE strange');
  });
});

/** Writes a marker into every declared column of a row of the tenant, in the first form that the checks take. */
async function plantEverywhere(session: Session, tenant: string) {
  const columns = await session.query<{ table: string; column: string; type: string }>(
    `SELECT p.table_name AS "table", p.column_name AS "column", y.typname::text AS type FROM sys_personal_columns p
     JOIN pg_attribute a ON a.attrelid = p.table_name::regclass AND a.attname = p.column_name
     JOIN pg_type y ON y.oid = a.atttypid
     WHERE p.subject <> 'none' AND y.typname IN ('text', 'jsonb', '_text') ORDER BY 1, 2`,
  );
  const planted: { place: string; marker: string }[] = [];
  for (const [number, { table, column, type }] of columns.entries()) {
    const word = `markerword${String.fromCharCode(97 + (number % 26), 97 + Math.floor(number / 26))}`;
    const digits = String(70_000_000 + number * 7);
    const forms: readonly (readonly [string, string])[] =
      type === 'jsonb'
        ? [[word, JSON.stringify({ said: [{ by: word }] })]]
        : type === '_text'
          ? [[word, `{${word}}`]]
          : [
              [word, word],
              [word, `${word}@example.org`],
              [digits, `+49${digits}`],
              [digits, digits.padStart(64, 'a')],
              [digits, digits],
            ];
    const where =
      table === 'sys_tenants'
        ? `id = ${tenant}`
        : table === 'sys_users'
          ? `id IN (SELECT user_id FROM sys_tenant_members WHERE tenant_id = ${tenant})`
          : `tenant_id = ${tenant}`;
    for (const [marker, value] of forms) {
      await session.query('BEGIN; SET LOCAL session_replication_role = replica');
      try {
        const changed = await session.query(
          `UPDATE "${table}" SET "${column}" = $1 WHERE ctid = (SELECT min(ctid) FROM "${table}" WHERE ${where}) AND ${where} RETURNING 1`,
          [value],
        );
        await session.query('COMMIT');
        if (changed.length > 0) planted.push({ place: `${table}.${column}`, marker });
        break;
      } catch {
        await session.query('ROLLBACK');
      }
    }
  }
  return planted;
}
