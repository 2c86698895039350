import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditChanges, stopAuditingChanges } from '@erp/kit/audit';
import { stampAuthors, stopStampingAuthors } from '@erp/kit/authors';
import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import { openColumns, restrictColumns } from '@erp/kit/column-rights';
import {
  addTenantForeign,
  dropExclusion,
  dropTenantForeign,
  dropUniqueNullsNotDistinct,
  exclude,
  uniqueNullsNotDistinct,
} from '@erp/kit/constraints';
import {
  addInputChecks,
  dropInputChecks,
  finiteMoments,
  knownCurrency,
  textLine,
} from '@erp/kit/input-checks';
import { dropLifecycle, lifecycle, replacePaths } from '@erp/kit/lifecycle';
import { allowLoops, forbidLoops } from '@erp/kit/loops';
import {
  openReading,
  readByOneComparison,
  readBySubSelect,
  requireReadPermission,
  restrictReading,
} from '@erp/kit/read-permission';
import {
  amount,
  auditTable,
  authorship,
  code,
  createPartitionedTenantTable,
  createSharedTable,
  createTenantTable,
  currency,
  dropPartitionedTenantTable,
  email,
  jsonObject,
  memberForeign,
  partitionedForeign,
  phone,
  stopAuditingTable,
  tenantForeign,
  tenantRoot,
  uniqueAlive,
  unitPrice,
} from '@erp/kit/schema';
import { defaultToEnteredTenant, requireNamedTenant } from '@erp/kit/tenant-default';
import knexFactory, { type Knex } from 'knex';

/** Each is what a migration would call; its SQL must stay as it is for ever, because applied migrations call it. */
const CALLS: Record<string, (knex: Knex) => Promise<void>> = {
  'tenant-root': (knex) =>
    createTenantTable(knex, 'things', { write: 'things.write', delete: 'things.delete' }, (table) => {
      tenantRoot(table);
      table.text('name').notNullable();
      table.timestamp('deleted_at', { useTz: true });
      uniqueAlive(table, ['name'], knex);
      table.comment('A thing.');
    }),
  'tenant-child': (knex) =>
    createTenantTable(knex, 'parts', { write: 'things.write' }, (table) => {
      table.bigInteger('thing_id').notNullable();
      tenantForeign(table, 'thing_id', 'things').onDelete('CASCADE');
      table.bigInteger('spare_id');
      tenantForeign(table, 'spare_id', 'things', { index: false }).onDelete('SET NULL (spare_id)');
      table.index(['tenant_id', 'spare_id', 'thing_id'], 'ix_parts_spare_id_thing_id');
      table.bigInteger('checked_by');
      memberForeign(table, 'checked_by');
      authorship(table);
    }),
  'append-only': (knex) =>
    createTenantTable(knex, 'events', { write: 'things.write', appendOnly: true }, (table) => {
      table.bigInteger('thing_id').notNullable();
      tenantForeign(table, 'thing_id', 'things').deferrable('immediate');
    }),
  'own-key': (knex) =>
    createTenantTable(
      knex,
      'thing_tags',
      { write: 'things.write', primaryKey: ['tenant_id', 'thing_id', 'tag'] },
      (table) => {
        table.bigInteger('thing_id').notNullable();
        table.text('tag').notNullable();
        tenantForeign(table, 'thing_id', 'things', { index: false }).onDelete('CASCADE');
      },
    ),
  shared: (knex) => createSharedTable(knex, 'countries', (table) => void table.text('name').notNullable()),
  'shared-own-key': (knex) =>
    createSharedTable(knex, 'currencies', (table) => void table.text('code').notNullable(), {
      primaryKey: ['code'],
    }),
  columns: (knex) =>
    createTenantTable(knex, 'offers', { write: 'things.write' }, (table) => {
      code(table, 'status', ['draft', "can't", 'done']).notNullable().defaultTo('draft');
      email(table, 'contact_email');
      phone(table, 'contact_phone');
      amount(table, 'total').notNullable();
      unitPrice(table, 'price');
      currency(table);
      jsonObject(table, 'metadata');
    }),
  partitioned: (knex) =>
    createPartitionedTenantTable(
      knex,
      'messages',
      { write: 'messages.write', by: 'sent_at', monthsAhead: 2, retentionMonths: 24, retire: 'detach' },
      (table) => {
        tenantRoot(table);
        table.timestamp('sent_at', { useTz: true }).notNullable().comment('When it left.');
        jsonObject(table, 'metadata');
        table.index(['tenant_id', 'sent_at'], 'ix_messages_sent_at');
        table.comment('A message.');
      },
    ),
  'partitioned-append-only': async (knex) => {
    await createPartitionedTenantTable(
      knex,
      'visits',
      { write: 'visits.write', by: 'created_at', appendOnly: true },
      (table) => void tenantRoot(table),
    );
    await dropPartitionedTenantTable(knex, 'visits');
  },
  audited: async (knex) => {
    await auditTable(knex, 'things', { mask: ['phone', 'email'] });
    await auditTable(knex, 'parts');
    await stopAuditingTable(knex, 'parts');
  },
  'audited-changes': async (knex) => {
    const tables = {
      things: { columns: ['price', 'phone'], mask: ['phone'], addedWhen: "NEW.kind = 'own'" },
      parts: { columns: ['price'] },
    } as const;
    await auditChanges(knex, tables);
    await stopAuditingChanges(knex, tables);
  },
  'checked-input': (knex) =>
    createTenantTable(knex, 'offers', { write: 'offers.write' }, (table) => {
      textLine(table, 'name').notNullable();
      textLine(table, 'external_id', 255);
      currency(table);
      knownCurrency(table);
      table.date('valid_until');
      finiteMoments(table, ['valid_until', 'created_at', 'updated_at']);
    }),
  'added-input-checks': async (knex) => {
    const tables = {
      offers: {
        lines: { name: 200 },
        openLines: { remark: 300 },
        words: ['terms'],
        wordsWhen: { reason: "status = 'withdrawn'" },
        codes: { code: 100 },
        moments: ['valid_until', 'created_at'],
        currency: 'currency_code',
      },
      bids: { moments: ['created_at'] },
    };
    await addInputChecks(knex, tables);
    await dropInputChecks(knex, tables);
  },
  'tenant-read': async (knex) => {
    await createTenantTable(knex, 'wages', { read: 'wages.read', write: 'wages.write' }, () => {});
    await createTenantTable(
      knex,
      'payslips',
      { read: 'wages.read', write: 'wages.write', delete: 'wages.delete', appendOnly: false },
      () => {},
    );
    await createPartitionedTenantTable(
      knex,
      'wage_events',
      { read: 'wages.read', write: 'wages.read', by: 'created_at', appendOnly: true },
      () => {},
    );
  },
  'read-permission': async (knex) => {
    await requireReadPermission(knex, 'things', ['things.read']);
    await requireReadPermission(knex, 'parts', ['things.read', 'things.write', 'parts.move']);
    await openReading(knex, 'parts');
  },
  'restrict-reading': async (knex) => {
    await restrictReading(knex, 'things', ['things.read']);
    await restrictReading(knex, 'parts', ['things.read', 'things.write', 'parts.move']);
    await readByOneComparison(knex, ['things', 'parts']);
    await readBySubSelect(knex, ['things', 'parts']);
  },
  authors: async (knex) => {
    await stampAuthors(knex, 'things');
    await stampAuthors(knex, 'events', { created: 'recorded_by', updated: null });
    await stampAuthors(knex, 'drafts', { created: null });
    await stopStampingAuthors(knex, 'events');
  },
  'tenant-default': async (knex) => {
    await defaultToEnteredTenant(knex, ['things', 'parts']);
    await requireNamedTenant(knex, ['parts']);
  },
  'column-comments': async (knex) => {
    const comments = {
      things: { name: "Whose it is, e.g. Anna's?", size: 'In cm.' },
      parts: standardColumns('id', 'tenant_id'),
    };
    await commentColumns(knex, comments);
    await uncommentColumns(knex, comments);
  },
  'column-rights': async (knex) => {
    const offers = { insert: ['tenant_id', 'name', 'created_by'], update: ['name'], delete: false } as const;
    await restrictColumns(knex, 'offers', offers);
    await restrictColumns(knex, 'bids', { insert: [], update: ['remark'] });
    await restrictColumns(knex, 'offer_status_history', { insert: [] });
    await openColumns(knex, 'offer_status_history', { insert: [] });
    await openColumns(knex, 'offers', offers);
  },
  'unique-nulls-not-distinct': async (knex) => {
    const alive = { where: 'deleted_at IS NULL' };
    const line = { called: 'line' };
    await uniqueNullsNotDistinct(knex, 'things', ['parent_id', 'name']);
    await uniqueNullsNotDistinct(knex, 'folders', ['parent_id', 'name'], alive);
    await uniqueNullsNotDistinct(knex, 'parts', ['thing_id', 'spare_id'], line);
    await dropUniqueNullsNotDistinct(knex, 'parts', ['thing_id', 'spare_id'], line);
    await dropUniqueNullsNotDistinct(knex, 'folders', ['parent_id', 'name'], alive);
    await dropUniqueNullsNotDistinct(knex, 'things', ['parent_id', 'name']);
  },
  exclusion: async (knex) => {
    await exclude(knex, 'visits', 'room_id_time', {
      same: ['room_id'],
      overlaps: 'tstzrange(start_time, end_time)',
      where: "status IN ('confirmed', 'completed')",
      deferrable: true,
    });
    await exclude(knex, 'rents', 'days', { same: [], overlaps: 'daterange(start_day, end_day)' });
    await dropExclusion(knex, 'visits', 'room_id_time');
  },
  'late-foreign-key': async (knex) => {
    await addTenantForeign(knex, 'parts', 'thing_id', 'things', { onDelete: 'SET NULL (thing_id)' });
    await addTenantForeign(knex, 'parts', 'checked_by', 'sys_tenant_members', {
      parentColumn: 'user_id',
      index: false,
    });
    await dropTenantForeign(knex, 'parts', 'checked_by', { index: false });
    await dropTenantForeign(knex, 'parts', 'thing_id');
  },
  loops: async (knex) => {
    const components = { called: "Maker's part? 5 %", from: 'part_id' };
    await forbidLoops(knex, 'things', 'parent_id', { called: 'Thing', inUniqueKey: true });
    await forbidLoops(knex, 'components', 'component_id', components);
    await allowLoops(knex, 'components', 'component_id', components);
    await allowLoops(knex, 'things', 'parent_id', { called: 'Thing', inUniqueKey: true });
  },
  lifecycle: async (knex) => {
    const offers = {
      called: 'an offer',
      paths: { draft: ['sent'], sent: ['won', 'lost'], lost: ['draft'], won: [] },
      instead: 'Call app.transition_offer.',
      history: 'offer_status_history',
      reference: 'offer_id',
      write: 'offers.write',
    };
    await lifecycle(knex, 'offers', offers);
    await lifecycle(knex, 'bids', {
      ...offers,
      history: 'bid_history',
      reference: 'bid_id',
      read: 'offers.read',
    });
    await replacePaths(knex, 'offers', { ...offers, paths: { ...offers.paths, lost: [] } });
    await dropLifecycle(knex, 'offers', offers);
  },
  'partitioned-child': (knex) =>
    createTenantTable(knex, 'attachments', { write: 'messages.write' }, (table) => {
      table.bigInteger('message_id').notNullable();
      table.timestamp('message_sent_at', { useTz: true }).notNullable();
      partitionedForeign(table, 'message_id', 'message_sent_at', 'messages', { by: 'sent_at' }).onDelete(
        'CASCADE',
      );
    }),
};

test.each(Object.entries(CALLS))('%s emits the SQL that it always did', async (name, call) => {
  const file = join(import.meta.dirname, 'golden', `${name}.sql`);
  const sql = await record(call);
  if (!existsSync(file) && process.env.UPDATE_GOLDEN === '1') writeFileSync(file, sql);
  expect(sql).toBe(readFileSync(file, 'utf8'));
});

test('a partitioned table keeps room in its name for the month', async () => {
  const call = (knex: Knex) =>
    createPartitionedTenantTable(knex, 'm'.repeat(55), { write: 'm.write', by: 'created_at' }, () => {});
  await expect(record(call)).rejects.toThrow('54 letters at most');
});

/** The statements that Knex sends, one per line, taken down by a connection that answers nothing. */
async function record(work: (knex: Knex) => Promise<void>): Promise<string> {
  const statements: string[] = [];
  const connection = {
    release: () => {},
    query(query: { text: string }, done: (error: null, result: object) => void) {
      statements.push(`${query.text};\n`);
      done(null, { command: '', rows: [], rowCount: 0 });
    },
  };
  const knex = knexFactory({
    client: 'pg',
    version: '15.0',
    connectionPool: { connect: async () => connection },
  } as Knex.Config);
  await work(knex);
  await knex.destroy();
  return statements.join('');
}
