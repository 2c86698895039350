import type { ObservedStatement } from '../observed-statement.ts';
import { each, NON_TRANSACTIONAL, type PlanRule } from '../plan-rule.ts';

/** Rules about partitions. */
export const PARTITION_RULES: readonly PlanRule[] = [
  {
    id: '1024',
    name: 'attach-reads-rows',
    title: 'Attaching a partition reads all its rows, or those of the default partition',
    safe: `await knex.raw("ALTER TABLE logs_2026_11 ADD CONSTRAINT ck_logs_2026_11 CHECK (created_at >= '2026-11-01' AND created_at < '2026-12-01') NOT VALID");
// then, in a migration with config.transaction false: VALIDATE CONSTRAINT ck_logs_2026_11
// then, in the next one: ATTACH PARTITION, which believes the check; a default partition needs the opposite check.`,
    check: (statement) =>
      statement.node === 'AlterTableStmt' && commandsOf(statement).includes('AT_AttachPartition')
        ? each(statement, ({ title, before, scans }) =>
            scans > 0 && before.file !== 0
              ? [
                  {
                    table: title,
                    message: `All rows of ${before.name} are read while it is locked for everybody.`,
                  },
                ]
              : [],
          )
        : [],
  },
  {
    id: '1025',
    name: 'detach-blocks',
    title: 'Taking a partition away keeps everybody from the whole table',
    safe: `${NON_TRANSACTIONAL}
await knex.raw('ALTER TABLE logs DETACH PARTITION logs_2024_01 CONCURRENTLY');
// then, in the next one, when it is a table of its own: DROP TABLE logs_2024_01. Where there is a default partition,
// PostgreSQL detaches no other one concurrently: then set a short lock_timeout, and try again.`,
    check: (statement) =>
      each(statement, ({ title, after, parted }) =>
        after === undefined
          ? []
          : parted.map((name) => ({
              table: title,
              message: `To take ${name} away, every running query on ${title} is waited for, and all others wait behind.`,
            })),
      ),
  },
];

function commandsOf({ tree }: ObservedStatement): string[] {
  const commands = (tree.cmds ?? []) as { AlterTableCmd?: { subtype?: string } }[];
  return commands.map(({ AlterTableCmd }) => AlterTableCmd?.subtype ?? '');
}
