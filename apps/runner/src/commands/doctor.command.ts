import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf } from '../command/option.ts';

const options = { json: flag('print what was found as JSON') };

export type DoctorOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'doctor',
  help: 'say whether this machine and its database can work, and what to do where not',
  options,
  details: `
Looks at Node, pnpm and the installed packages; at disk, user and port for the
embedded PostgreSQL, or where the environment chooses a server at its version,
pool, rights, roles and lock table. Changes nothing. Exit code 1 when a line
has a next move.`,
  run: async (...given) => (await import('./doctor.ts')).doctor(...given),
});
