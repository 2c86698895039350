import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { CommandDeclaration } from './command/command.ts';

const { version: VERSION } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string };

/** The commands by name, in the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<{ readonly command: CommandDeclaration }>>> = {
  migrate: () => import('./commands/migrate.command.ts'),
  status: () => import('./commands/status.command.ts'),
  plan: () => import('./commands/plan.command.ts'),
  rollback: () => import('./commands/rollback.command.ts'),
  repair: () => import('./commands/repair.command.ts'),
  baseline: () => import('./commands/baseline.command.ts'),
  seed: () => import('./commands/seed.command.ts'),
  prove: () => import('./commands/prove.command.ts'),
  demo: () => import('./commands/demo.command.ts'),
  doctor: () => import('./commands/doctor.command.ts'),
  backup: () => import('./commands/backup.command.ts'),
  restore: () => import('./commands/restore.command.ts'),
  tenant: () => import('./commands/tenant.command.ts'),
  types: () => import('./commands/types.command.ts'),
  tables: () => import('./commands/tables.command.ts'),
  docs: () => import('./commands/docs.command.ts'),
  verify: () => import('./commands/verify.command.ts'),
  fingerprint: () => import('./commands/fingerprint.command.ts'),
  'foreign-keys': () => import('./commands/foreign-keys.command.ts'),
  partitions: () => import('./commands/partitions.command.ts'),
  db: () => import('./commands/db.command.ts'),
  new: () => import('./commands/new.command.ts'),
};

/**
 * Builds the command line: of the one command that is asked for, or of all for the help and for a word that is no
 * command.
 *
 * @param argv arguments behind the program's name.
 */
export async function buildProgram(argv: readonly string[]): Promise<Command> {
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
  for (const load of neededBy(argv)) (await load()).command.addTo(program);
  return program;
}

function neededBy([asked = '']: readonly string[]): readonly (typeof COMMANDS)[string][] {
  if (asked === '--version' || asked === '-V') return [];
  const load = Object.hasOwn(COMMANDS, asked) ? COMMANDS[asked] : undefined;
  return load === undefined ? Object.values(COMMANDS) : [load];
}
