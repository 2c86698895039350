/**
 * Lets independent checkers look at what we make: squawk at the exported SQL, the rules of Supabase's linter (by the
 * Postgres Language Server) at a migrated database. Every exception is in checker-exceptions.ts, with its reason.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import { migratedDatabase } from '@erp/testing/database';
import { type Exception, OF_LATER_MIGRATIONS, OF_SCRIPTS, OF_THE_SCHEMA } from './checker-exceptions.ts';
import { type CheckerMessage, freshScripts, laterScripts, planOfAll, scriptOf, squawk } from './squawk.ts';

const used = new Set<Exception>();
const problems: string[] = [];
let excepted = 0;

const plan = await planOfAll(findWorkspaceRoot(import.meta.dirname));
judge(await unsafeMigration(), OF_SCRIPTS, (open) => {
  for (const rule of [
    'require-concurrent-index-creation',
    'constraint-missing-not-valid',
    'adding-required-field',
  ])
    if (!open.some((finding) => finding.rule === rule))
      problems.push(`The check is blind: an unsafe later migration went through without ${rule}.`);
});
excepted = 0;

const later = await laterScripts(plan);
judge(squawk(await freshScripts(plan)), [...OF_THE_SCHEMA, ...OF_SCRIPTS], report);
judge(squawk(later), [...OF_SCRIPTS, ...OF_LATER_MIGRATIONS], report);
const database = await migratedDatabase();
try {
  judge(await schemaLinter(database), OF_THE_SCHEMA, report);
} finally {
  await database.drop();
}
for (const each of [...OF_THE_SCHEMA, ...OF_SCRIPTS, ...OF_LATER_MIGRATIONS]) {
  if (!used.has(each)) problems.push(`The exception of ${each.rule} at ${each.where} excepts nothing.`);
}

for (const problem of problems) console.error(problem);
console.log(
  `${excepted} findings are excepted with a reason, ${problems.length} problems are left; ${later.length} migrations came after the first installation.`,
);
process.exitCode = problems.length > 0 ? 1 : 0;

function judge(
  findings: readonly CheckerMessage[],
  exceptions: readonly Exception[],
  tell: (open: readonly CheckerMessage[]) => void,
): void {
  tell(
    findings.filter(({ rule, place }) => {
      const reason = exceptions.find((each) => each.rule === rule && each.where.test(place));
      if (reason === undefined) return true;
      used.add(reason);
      excepted += 1;
      return false;
    }),
  );
}

function report(open: readonly CheckerMessage[]): void {
  for (const { rule, place, message } of open) problems.push(`${rule}  ${place}  ${message}`);
}

/** A migration that would stop a busy table, as a team might write it tomorrow. */
async function unsafeMigration(): Promise<CheckerMessage[]> {
  const folder = mkdtempSync(join(tmpdir(), 'erp-unsafe-'));
  const file = join(folder, '9999_unsafe.mjs');
  writeFileSync(
    file,
    `export async function up(knex) {
       await knex.schema.alterTable('orders', (table) => {
         table.text('remark').notNullable();
         table.index(['tenant_id', 'remark'], 'ix_orders_remark');
       });
       await knex.raw("ALTER TABLE orders ADD CONSTRAINT ck_orders_remark CHECK (remark <> '')");
     }
     export async function down() {}`,
  );
  try {
    const script = await scriptOf(plan, {
      kind: 'migration',
      name: 'orders/9999_unsafe',
      domain: 'orders',
      file,
      checksum: '',
      after: [],
      transactional: true,
    });
    return squawk([script]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
async function schemaLinter({ knex, settings }: typeof database): Promise<CheckerMessage[]> {
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
    place: `live schema ${each.message}`,
    message: '',
  }));
}

/** What a command printed; its exit code says only whether it found anything. */
function run(command: string, args: readonly string[]): string {
  const { stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1e9 });
  if (error !== undefined || (stdout === '' && stderr !== '')) throw error ?? new Error(stderr);
  return stdout;
}
