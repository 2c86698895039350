import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { CHOICES } from '@erp/engine/ledger';
import { Command, InvalidArgumentError, Option } from 'commander';
import { currentInvocation } from './invocation.ts';

const { version: VERSION } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string };

/** What `erp prove` runs; named here, so that the help loads no engine. */
const PATH_KINDS = ['ledger', 'order', 'alone', 'down', 'restore'] as const;

/** Builds the command line. Each command's code is loaded when it is called, so that starting stays quick. */
export function buildProgram(): Command {
  const program = new Command('erp')
    .description('Orders the domain packages of the schema and applies them to one PostgreSQL database.')
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(erp --help lists the commands)')
    .version(VERSION, '-V, --version', 'print the version of this checkout')
    .exitOverride();
  program.addHelpText(
    'after',
    `
The database is the one of DATABASE_URL or the PG* variables, otherwise the
embedded PostgreSQL in .erp/.
With --json the result, or the problems, are one JSON value on standard output.
Exit codes: 0 done, 1 problem, 2 wrong usage, 3 applied in part.`,
  );

  add(program, 'migrate', 'apply everything that is pending, in one transaction')
    .option('--only <domains...>', 'these domains and what they depend on, nothing else')
    .option('--to <migration>', 'this migration and what it needs, e.g. crm/0007')
    .option('--dry-run', 'show what would be applied and change nothing')
    .option('--lock-timeout <seconds>', 'how long to wait for another runner', seconds, 600)
    .option('--attempts <n>', 'how often to try when another session holds a table (6)', positive)
    .option('--json', 'print the result as JSON')
    .action(async (options) => (await import('./commands/migrate.ts')).migrate(currentInvocation(), options));

  add(program, 'status', 'show what is applied, pending, changed and waiting, and what to do next')
    .option('--all', 'name every step that is not applied, however many')
    .option('--json', 'print it as JSON; docs/status.md describes the fields')
    .action(async (options) => (await import('./commands/status.ts')).status(currentInvocation(), options));

  add(program, 'plan', 'show the ordered steps still to do, or write them as SQL')
    .option('--only <domains...>', 'these domains and what they depend on, nothing else')
    .option('--to <migration>', 'this migration and what it needs, e.g. crm/0007')
    .option('--fresh', 'plan for an empty database; needs no server')
    .option('--sql', 'print the plan as one script for psql')
    .option('--out <folder>', 'with --sql: write one numbered file per domain into this folder')
    .addOption(
      new Option(
        '--analyze',
        'try the plan on a scratch database: locks, rewrites, scans, and safe forms',
      ).conflicts(['fresh', 'sql', 'out']),
    )
    .option('--strict', 'with --analyze: exit code 1 when there is a warning')
    .option('--json', 'print the plan, or the analysis, as JSON')
    .addHelpText(
      'after',
      `
With --analyze each statement is run on a scratch copy of the schema that the
ledger describes, and what it does to tables that are there already is
reported. The chosen database is only read; the role needs CREATEDB.
docs/analyze.md tells more.

Examples:
  erp plan                           the steps still to do
  erp plan --sql | less              as SQL
  erp plan --analyze                 would it stand in anybody's way?`,
    )
    .action(async (options) =>
      options.analyze === true
        ? (await import('./commands/analyze-plan.ts')).analyze(currentInvocation(), options)
        : (await import('./commands/plan.ts')).plan(currentInvocation(), options),
    );

  add(program, 'rollback', 'take back the last batch')
    .option('--to <migration>', 'take back what came after this migration in its domain')
    .option('--domain <domain>', 'take back a domain and everything that depends on it')
    .option('--all', 'take back everything')
    .option('--dry-run', 'show what would be taken back and change nothing')
    .option('--yes', 'do not ask')
    .option('--lock-timeout <seconds>', 'how long to wait for another runner', seconds, 600)
    .option('--attempts <n>', 'how often to try when another session holds a table (6)', positive)
    .option('--json', 'print the result as JSON')
    .action(async (options) =>
      (await import('./commands/rollback.ts')).rollback(currentInvocation(), options),
    );

  add(
    program,
    'repair [steps...]',
    'confirm what status calls edited, renamed, missing or interrupted; changes records only',
  )
    .addOption(
      new Option(
        '--choose <choice>',
        'what the database has of a step whose run ended in its middle',
      ).choices(CHOICES),
    )
    .option('--yes', 'do not ask; goes with the names of what is confirmed')
    .option('--dry-run', 'show what could be repaired and change nothing')
    .option('--lock-timeout <seconds>', 'how long to wait for another runner', seconds, 600)
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
A step is named in full (crm/0007_leads) or by number (crm/0007). The schema is
never changed; docs/history.md.

Examples:
  erp repair                      ask about all that status shows, one by one
  erp repair --dry-run            what is recorded and what the checkout has
  erp repair crm/0007 --yes       accept its new content, or its new name
  erp repair top/0002_gone --yes  drop the record of a file gone for good
  erp repair crm/0009 --choose done --yes
                                  the statement in whose middle the run of
                                  crm/0009 ended was done; also: again,
                                  finished (all of the step), start-over
                                  (nothing of it is there)`,
    )
    .action(async (steps: string[], options) =>
      (await import('./commands/repair.ts')).repair(currentInvocation(), steps, options),
    );

  add(program, 'baseline', 'record what a database made by hand-run SQL already has; changes records only')
    .option('--only <domains...>', 'these domains and what they depend on, nothing else')
    .option('--to <migration>', 'this migration and what it needs, e.g. crm/0007')
    .option('--trust <migrations...>', 'these change rows only, which cannot be compared: they were run')
    .option('--dry-run', 'compare and change nothing')
    .option('--lock-timeout <seconds>', 'how long to wait for another runner', seconds, 600)
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Migrates a scratch database step by step, compares it with this one, and
records the steps whose tables, columns, constraints, indexes, policies,
triggers, functions, grants and comments are all there as the step makes them;
what differs is listed. The role needs CREATEDB. Exit codes: 0 what is there
matches, 1 there are differences and nothing was recorded, 3 there are
differences and the steps before them were recorded. docs/history.md tells more.

Examples:
  erp baseline --dry-run            compare, list the differences
  erp baseline                      record what matches; then: erp migrate
  erp baseline --only crm           crm and what it depends on
  erp baseline --to crm/0007        crm/0007 and what it needs`,
    )
    .action(async (options) =>
      (await import('./commands/baseline.ts')).baseline(currentInvocation(), options),
    );

  add(program, 'seed', 'fill demo tenants with data that makes sense; does nothing where it is there already')
    .option('--tenant <slugs...>', 'these demo tenants alone')
    .option('--domain <domains...>', 'these domains and what they depend on, nothing else')
    .option('--tenants <number>', 'how many demo tenants there are to be, 1000 at most', upTo(1_000))
    .option('--scale <number>', 'how many times the size of each tenant; a larger one adds', positive)
    .option('--seed <number>', 'another seed tells another story; the same one the same, to the byte', whole)
    .option('--until <day>', 'last day of the story, YYYY-MM-DD, at most a year ahead', lastDay)
    .option('--fresh', 'remove the demo tenants first and seed them anew; asks where people made rows there')
    .addOption(
      new Option('--remove', 'remove the demo tenants and seed nothing').conflicts([
        'fresh',
        'scale',
        'tenants',
        'seed',
        'until',
        'domain',
      ]),
    )
    .option('--allow-existing-tenants', 'also where there are tenants that no seed has made')
    // The earlier name of it, understood for one release more.
    .addOption(new Option('--beside-others').hideHelp())
    .option(
      '--workers <number>',
      'threads that generate rows, 64 at most, 0 for none beside the main one; chosen by size when not given',
      upTo(64, 0),
    )
    .option('--dry-run', 'show what would be seeded and change nothing')
    .option('--yes', 'with --remove or --fresh: do not ask')
    .option('--lock-timeout <seconds>', 'how long to wait for another runner', seconds, 600)
    .option('--json', 'print the result as JSON')
    .action(async (options) => (await import('./commands/seed.ts')).seed(currentInvocation(), options));

  add(program, 'prove', 'show on scratch databases that every upgrade path leads to the same schema')
    .addOption(
      new Option('--path <kinds...>', 'these kinds of upgrade paths; all by default').choices(PATH_KINDS),
    )
    // The earlier name of --path, understood for one release more.
    .addOption(new Option('--road <kinds...>').choices(PATH_KINDS).hideHelp())
    .option('--states <number>', 'so many earlier states of the ledger, spread evenly; all by default', whole)
    .option('--orders <number>', 'so many random orders', whole, 10)
    .option('--seed <number>', 'what the random orders are drawn from', whole, 1)
    .option('--workers <number>', 'so many paths at once', positive, availableParallelism())
    .option('--fresh', 'as if nothing was applied yet: take the order of a fresh install for the ledger')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Upgrade paths:
  ledger   upgrade from every earlier state of the ledger
  order    all steps in random orders, with what each one needs before it
  alone    each domain with what it depends on, then the rest
  down     each domain, then everything, rolled back and applied again
  restore  everything, and half of it, through pg_dump and psql where they are

The chosen database is only read; the role needs CREATEDB. Exit code 1 when a
path leads elsewhere. docs/prove.md.

Examples:
  erp prove                              every path; minutes
  erp prove --states 20 --orders 3       a sample
  erp prove --path order --seed 7        ten other orders`,
    )
    .action(async (options) => (await import('./commands/prove.ts')).prove(currentInvocation(), options));

  add(program, 'demo', 'migrate, seed, verify, then show what to look at')
    .option('--json', 'print what is there as JSON')
    .action(async (options) => (await import('./commands/demo.ts')).demo(currentInvocation(), options));

  add(program, 'doctor', 'say whether this machine and its database can work, and what to do where not')
    .option('--json', 'print what was found as JSON')
    .addHelpText(
      'after',
      `
Looks at Node, pnpm and the installed packages; at disk, user and port for the
embedded PostgreSQL, or where the environment chooses a server at its version,
pool, rights, roles and lock table. Changes nothing. Exit code 1 when a line
has a next move.`,
    )
    .action(async (options) => (await import('./commands/doctor.ts')).doctor(currentInvocation(), options));

  add(program, 'types', 'write the row types of every domain from the migrated schema')
    .option('--only <domains...>', 'these domains and what they depend on, nothing else')
    .option('--check', 'write nothing; fail when a file is out of date')
    .option('--json', 'print the names of the files that were written as JSON')
    .action(async (options) => (await import('./commands/types.ts')).types(currentInvocation(), options));

  add(
    program,
    'tables',
    'write docs/tables.md and docs/permissions.md: every table, function and permission of every domain',
  )
    .option('--check', 'write nothing; fail when the file is out of date')
    .option('--json', 'print it as JSON instead')
    .action(async (options) => (await import('./commands/tables.ts')).tables(currentInvocation(), options));

  add(
    program,
    'verify',
    'ask every rule of the live schema: isolation, keys, indexes, names, drift; docs/rules has a page for each',
  )
    .option('--rule <rules...>', 'these rules alone, by number or name')
    .option('--data', 'ask the rules of the business of the rows instead: sums, timelines, outcomes')
    .option('--json', 'print the report as JSON')
    .action(async ({ data, ...options }) =>
      data === true
        ? (await import('./commands/verify-data.ts')).verifyData(currentInvocation(), options)
        : (await import('./commands/verify.ts')).verify(currentInvocation(), options),
    );

  add(program, 'fingerprint', 'print the live schema as one hash: equal hash, equal schema')
    .option('--lines', 'print the sorted lines that the hash is made of')
    .option('--json', 'print it as JSON')
    .action(async (options) =>
      (await import('./commands/fingerprint.ts')).fingerprint(currentInvocation(), options),
    );

  add(program, 'foreign-keys', 'list every foreign key of the live schema once; docs/queries.md')
    .option('--sql', 'print the query instead; needs no server')
    .option('--json', 'print it as JSON')
    .action(async (options) =>
      (await import('./commands/foreign-keys.ts')).foreignKeys(currentInvocation(), options),
    );

  add(program, 'partitions', 'make the next months of partitioned tables; docs/partitions.md')
    .option('--table <table>', 'this table alone')
    .option(
      '--ahead <months>',
      'how many months beyond the present one, instead of what the table wants',
      months,
    )
    .option(
      '--since <date>',
      'from this day on instead of from the present month: before rows of the past are restored or imported',
      day,
    )
    .option('--retire', 'drop or detach the months that are past the retention of their table')
    .option('--dry-run', 'show what would be done and change nothing')
    .option('--json', 'print the result as JSON')
    .action(async (options) =>
      (await import('./commands/partitions.ts')).partitions(currentInvocation(), options),
    );

  const db = add(program, 'db', 'the embedded PostgreSQL of this checkout');
  for (const [name, description] of [
    ['start', 'keep it running, on TCP too, for psql or a GUI'],
    ['stop', 'stop it'],
    ['status', 'say whether it runs'],
    ['url', 'print the address of the database, nothing else'],
  ] as const) {
    add(db, name, description)
      .option('--json', 'print it as JSON')
      .action(async (options) => (await import('./commands/db.ts'))[name](currentInvocation(), options));
  }
  add(db, 'reset', 'stop it and delete its data')
    .option('--yes', 'do not ask')
    .option('--json', 'print it as JSON')
    .action(async (options) => (await import('./commands/db.ts')).reset(currentInvocation(), options));

  const create = add(program, 'new', 'start a domain or a migration');
  add(create, 'domain <name>', 'make a domain package that passes its contract suite')
    .option('--after <domains...>', 'domains that it depends on; system always is one', [])
    .option('--owner <team>', 'the team that answers for it')
    .option('--no-install', 'do not run pnpm install afterwards')
    .option('--json', 'print the names of the files as JSON')
    .action(async (name: string, options) =>
      (await import('./commands/new-domain.ts')).newDomain(currentInvocation(), name, options),
    );
  add(create, 'migration <domain> <what>', 'make the next migration of a domain, e.g. crm "add loyalty tier"')
    .option('--json', 'print the name of the file as JSON')
    .action(async (domain: string, what: string, options) =>
      (await import('./commands/new-migration.ts')).newMigration(currentInvocation(), domain, what, options),
    );
  return program;
}

function add(parent: Command, name: string, description: string): Command {
  return parent.command(name).description(description).exitOverride();
}

function months(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new InvalidArgumentError('Give a whole number of months, 0 to 99.');
  return Number(text);
}

function seconds(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('Give a number of seconds.');
  return value;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('Give a whole number.');
  return value;
}

function positive(text: string): number {
  const value = whole(text);
  if (value === 0) throw new InvalidArgumentError('Give a whole number from 1 on.');
  return value;
}

/** A parser of whole numbers within limits that have a reason in the program. */
function upTo(most: number, least = 1): (text: string) => number {
  return (text) => {
    const value = whole(text);
    if (value < least || value > most)
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`);
    return value;
  };
}

/** A day on which a story can end: what lies years ahead needs months of tables that nobody wants. */
function lastDay(text: string): string {
  const valid = day(text);
  const latest = new Date(Date.now() + 366 * 86_400_000).toISOString().slice(0, 10);
  if (valid < '2000-01-01' || valid > latest)
    throw new InvalidArgumentError(`Give a day between 2000-01-01 and ${latest}.`);
  return valid;
}

function day(text: string): string {
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text);
  if (!valid) throw new InvalidArgumentError('Give a day, e.g. 2026-11-01.');
  return text;
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}
