import type { Session } from '@erp/engine/connection';

/** What the work of a session's transaction is handed. */
export type Knex = Parameters<Parameters<Session['transaction']>[0]>[0];
