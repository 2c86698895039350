import { availableParallelism } from 'node:os';
import type { PathKind } from '@erp/prove/upgrade-paths';
import { declareCommand } from '../command/command.ts';
import {
  byDefault,
  earlierName,
  flag,
  type OptionsOf,
  parsed,
  positive,
  someOf,
  whole,
} from '../command/option.ts';
import { JSON_RESULT } from '../command/shared-options.ts';

/** What can be run; named here, so that the help loads nothing that runs it. */
const KINDS = ['ledger', 'order', 'alone', 'down', 'restore'] as const satisfies readonly PathKind[];

const options = {
  path: someOf('<kinds...>', 'these kinds of upgrade paths; all by default', KINDS),
  road: earlierName(someOf('<kinds...>', '', KINDS)),
  states: parsed('<number>', 'so many earlier states of the ledger, spread evenly; all by default', whole),
  orders: byDefault(parsed('<number>', 'so many random orders', whole), 10),
  seed: byDefault(parsed('<number>', 'what the random orders are drawn from', whole), 1),
  workers: byDefault(parsed('<number>', 'so many paths at once', positive), availableParallelism()),
  fresh: flag('as if nothing was applied yet: take the order of a fresh install for the ledger'),
  json: JSON_RESULT,
};

export type ProveOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'prove',
  help: 'show on scratch databases that every upgrade path leads to the same schema',
  options,
  details: `
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
  run: async (...given) => (await import('./prove.ts')).prove(...given),
});
