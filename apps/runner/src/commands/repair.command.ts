import { CHOICES } from '@erp/engine/ledger';
import { declareCommand } from '../command/command.ts';
import { flag, type OptionsOf, oneOf } from '../command/option.ts';
import { JSON_RESULT, LOCK_TIMEOUT } from '../command/shared-options.ts';

const options = {
  choose: oneOf('<choice>', 'what the database has of a step whose run ended in its middle', CHOICES),
  yes: flag('do not ask; goes with the names of what is confirmed'),
  dryRun: flag('show what could be repaired and change nothing'),
  lockTimeout: LOCK_TIMEOUT,
  json: JSON_RESULT,
};

export type RepairOptions = OptionsOf<typeof options>;

export const command = declareCommand({
  name: 'repair',
  help: 'confirm what status calls edited, renamed, missing or interrupted; changes records only',
  arguments: ['[steps...]'],
  options,
  details: `
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
  run: async (...given) => (await import('./repair.ts')).repair(...given),
});
