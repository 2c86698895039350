/**
 * Lets independent checkers look at what we make: squawk at the exported SQL, the rules of Supabase's linter (by the
 * Postgres Language Server) at a migrated database. Every exception is here, with its reason.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migratedDatabase } from '@erp/testing/database';

interface Finding {
  readonly rule: string;
  readonly place: string;
  readonly message: string;
}

interface Exception {
  readonly rule: string;
  /** What the place or the message has to match. */
  readonly where: RegExp;
  readonly because: string;
}

const EXCEPTIONS: readonly Exception[] = [
  {
    rule: 'unusedIndex',
    where: /./,
    because: 'The database was made a second ago; nothing has used any index yet.',
  },
  {
    rule: 'rlsEnabledNoPolicy',
    where: /knex_migrations/,
    because:
      'Nobody but the owner has business in the ledger, and row security says so on platforms that grant widely.',
  },
  {
    rule: 'prefer-bigint-over-int',
    where: /./,
    because:
      'The ledger has the columns that stock Knex expects; elsewhere integers are counts, minutes, sizes, never keys.',
  },
  {
    rule: 'prefer-bigint-over-smallint',
    where: /./,
    because: 'Small integers are digits, days and ranks, never keys.',
  },
  {
    rule: 'prefer-identity',
    where: /001_system/,
    because: 'The ledger has the columns that stock Knex expects.',
  },
  {
    rule: 'prefer-text-field',
    where: /001_system/,
    because: 'The ledger has the columns that stock Knex expects.',
  },
  {
    rule: 'adding-field-with-default',
    where: /001_system/,
    because: 'The ledger gets its columns in the statement after the one that makes it: it has no rows.',
  },
  {
    rule: 'ban-char-field',
    where: /./,
    because: 'char(3) is the shape of an ISO 4217 currency code, and a check holds it to three letters.',
  },
  {
    rule: 'require-statement-timeout',
    where: /./,
    because:
      'How long building an index may take depends on the table; lock_timeout is what protects the others.',
  },
  {
    rule: 'require-concurrent-index-creation',
    where: /./,
    because:
      'The scripts make the table in the same transaction; an index on a table with rows opts out of it.',
  },
  {
    rule: 'constraint-missing-not-valid',
    where: /./,
    because: 'The scripts make the table in the same transaction: there are no rows to scan.',
  },
  {
    rule: 'adding-foreign-key-constraint',
    where: /./,
    because:
      'The scripts make the table in the same transaction; links to tables with rows are added NOT VALID.',
  },
];

const database = await migratedDatabase();
const folder = mkdtempSync(join(tmpdir(), 'erp-checkers-'));
try {
  const findings = [...squawk(folder), ...(await schemaLinter(database))];
  const open = findings.filter(
    ({ rule, place, message }) =>
      !EXCEPTIONS.some((each) => each.rule === rule && each.where.test(`${place} ${message}`)),
  );
  for (const { rule, place, message } of open) console.error(`${rule}  ${place}  ${message}`);
  console.log(
    `${findings.length - open.length} findings are excepted with a reason, ${open.length} are not.`,
  );
  process.exitCode = open.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
  await database.drop();
}

function squawk(into: string): Finding[] {
  run('erp', ['plan', '--fresh', '--sql', '--out', into]);
  for (const file of readdirSync(into)) {
    // Commands of psql itself are no SQL.
    const sql = readFileSync(join(into, file), 'utf8').replaceAll(/^\\.*$/gm, '');
    writeFileSync(join(into, file), sql);
  }
  const files = readdirSync(into)
    .sort()
    .map((file) => join(into, file));
  const report = JSON.parse(run('squawk', ['--pg-version=15.0', '--reporter=json', ...files])) as {
    rule_name: string;
    file: string;
    line: number;
    message: string;
  }[];
  return report.map((each) => ({
    rule: each.rule_name,
    place: `${each.file.slice(into.length + 1)}:${each.line + 1}`,
    message: each.message,
  }));
}

async function schemaLinter({ knex, settings }: typeof database): Promise<Finding[]> {
  const { rows } = await knex.raw<{ rows: { name: string }[] }>('SELECT current_database() AS name');
  // Without it, the rules that ask what an API would expose stay silent.
  await knex.raw(`ALTER DATABASE ${rows[0]?.name} SET pgrst.db_schemas = 'public'`);
  const arguments_ = [
    'dblint',
    `--connection-string=postgres:///${rows[0]?.name}?${new URLSearchParams({
      host: settings.host ?? '',
      port: String(settings.port),
      user: settings.user ?? '',
      password: String(settings.password ?? ''),
    })}`,
    '--reporter=json',
    '--max-diagnostics=5000',
  ];
  const report = JSON.parse(run('postgres-language-server', arguments_)) as {
    diagnostics: { category: string; message: string }[];
  };
  return report.diagnostics.map((each) => ({
    rule: each.category.split('/').at(-1) ?? '',
    place: 'live schema',
    message: each.message,
  }));
}

/** What a command printed; its exit code says only whether it found anything. */
function run(command: string, args: readonly string[]): string {
  const { stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1e9 });
  if (error !== undefined || (stdout === '' && stderr !== '')) throw error ?? new Error(stderr);
  return stdout;
}
