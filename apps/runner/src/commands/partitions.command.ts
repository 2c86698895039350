import { InvalidArgumentError } from 'commander';
import { declareCommand } from '../command/command.ts';
import { day, flag, type OptionsOf, parsed, text } from '../command/option.ts';
import { JSON_RESULT } from '../command/shared-options.ts';

const options = {
  table: text('<table>', 'this table alone'),
  ahead: parsed(
    '<months>',
    'how many months beyond the present one, instead of what the table wants',
    months,
  ),
  since: parsed(
    '<date>',
    'from this day on instead of from the present month: before rows of the past are restored or imported',
    day,
  ),
  retire: flag('drop or detach the months that are past the retention of their table'),
  dryRun: flag('show what would be done and change nothing'),
  json: JSON_RESULT,
};

export type PartitionsOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'partitions',
  help: 'make the next months of partitioned tables; docs/partitions.md',
  options,
  run: async (...given) => (await import('./partitions.ts')).partitions(...given),
});

function months(text: string): number {
  if (!/^\d{1,2}$/.test(text)) throw new InvalidArgumentError('Give a whole number of months, 0 to 99.');
  return Number(text);
}
