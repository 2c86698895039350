import { addInputChecks, dropInputChecks, type InputChecks } from '@erp/kit/input-checks';
import type { Knex } from 'knex';

/**
 * What comes in is held to what it is: names show something, whatever white space they are made of, lines are lines
 * and fit into an index, dates are in the calendar, currencies exist.
 */
export async function up(knex: Knex): Promise<void> {
  await addInputChecks(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await dropInputChecks(knex, TABLES);
}

const TABLES: Readonly<Record<string, InputChecks>> = {
  channels_platform_pages: {
    lines: {
      name: 300,
    },
    openLines: {
      entity_id: 255,
      entity_id_secondary: 255,
    },
    moments: ['token_expires_at', 'deleted_at', 'created_at', 'updated_at'],
  },
  channels_platforms: {
    lines: {
      name: 300,
    },
    moments: ['deleted_at', 'created_at', 'updated_at'],
    currency: 'currency_code',
  },
};
