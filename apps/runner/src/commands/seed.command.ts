import { InvalidArgumentError } from 'commander';
import { declareCommand } from '../command/command.ts';
import {
  day,
  earlierName,
  flag,
  list,
  type OptionsOf,
  parsed,
  positive,
  upTo,
  whole,
} from '../command/option.ts';
import { JSON_RESULT, LOCK_TIMEOUT } from '../command/shared-options.ts';

const options = {
  tenant: list('<slugs...>', 'these demo tenants alone'),
  domain: list('<domains...>', 'these domains and what they depend on, nothing else'),
  tenants: parsed('<number>', 'how many demo tenants there are to be, 1000 at most', upTo(1_000)),
  scale: parsed('<number>', 'how many times the size of each tenant; a larger one adds', positive),
  seed: parsed('<number>', 'another seed tells another story; the same one the same, to the byte', whole),
  until: parsed(
    '<day>',
    'day at whose beginning the story ends, YYYY-MM-DD, at most a year ahead; today for a new demo',
    lastDay,
  ),
  fresh: flag('remove the demo tenants first and seed them anew; asks where people made rows there'),
  remove: flag('remove the demo tenants and seed nothing'),
  scenario: parsed(
    '<name>',
    'play a situation over a demo tenant that is there: black-friday, stockout, refund-wave or new-tenant',
    String,
  ),
  allowExistingTenants: flag('also where there are tenants that no seed has made'),
  besideOthers: earlierName(flag('')),
  workers: parsed(
    '<number>',
    'threads that generate rows, 64 at most, 0 for none beside the main one; chosen by size when not given',
    upTo(64, 0),
  ),
  dryRun: flag('show what would be seeded and change nothing'),
  yes: flag('with --remove or --fresh: do not ask'),
  lockTimeout: LOCK_TIMEOUT,
  json: JSON_RESULT,
};

export type SeedOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'seed',
  help: 'fill demo tenants with data that makes sense; does nothing where it is there already',
  options,
  conflicts: {
    remove: ['fresh', 'scale', 'tenants', 'seed', 'until', 'domain'],
    scenario: ['fresh', 'remove', 'scale', 'tenants', 'seed', 'until', 'domain', 'workers', 'dryRun'],
  },
  run: async (...given) => (await import('./seed.ts')).seed(...given),
});

/** A day on which a demo can end: what lies years ahead needs months of tables that nobody wants. */
function lastDay(text: string): string {
  const valid = day(text);
  const latest = new Date(Date.now() + 366 * 86_400_000).toISOString().slice(0, 10);
  if (valid < '2000-01-01' || valid > latest)
    throw new InvalidArgumentError(`Give a day between 2000-01-01 and ${latest}.`);
  return valid;
}
