import { join } from 'node:path';
import { type ConnectionSettings, connectionUrl } from '@erp/postgres/connection';

/** The command is run by its path: it stands above all packages whose tests run it. */
export const CHECKOUT = join(import.meta.dirname, '..', '..', '..');

/** What is translated of checkouts that come and go; `pnpm test` begins with none of it. */
const CODE_CACHE = join(CHECKOUT, 'node_modules', '.cache', 'erp-tests');

/**
 * The environment that a command has in a test.
 *
 * @param database undefined for the embedded server of the checkout that it runs in.
 * @param env what it has besides.
 */
export function environmentOf(
  database: ConnectionSettings | string | undefined,
  env: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    DATABASE_URL: typeof database === 'object' ? connectionUrl(database) : database,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    // However the tests were started, commands are to be named as in the documentation.
    npm_config_user_agent: undefined,
    ERP_CODE_CACHE: CODE_CACHE,
    // Demos of tests are the same on every day.
    ERP_DEMO_UNTIL: '2026-11-01',
    ...env,
  };
}
