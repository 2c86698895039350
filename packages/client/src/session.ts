/** A 64-bit number; pg hands it over as text. */
export type Id = string | number | bigint;

/** Who is at work, and where. */
export interface TenantSession {
  readonly tenant: Id;
  /** The user of sys_users. Without one, and without claims, only a service role may enter. */
  readonly user?: Id | undefined;
  /** Claims of a token whose signature was checked; `sub` names the account, which no argument can change. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** A role to take on for the transaction, where the login is not the application's own. */
  readonly role?: 'erp_app' | 'erp_service' | 'authenticated' | 'service_role' | undefined;
  /** Where the request comes from, for the audit log. */
  readonly request?: { readonly id?: string; readonly ip?: string; readonly userAgent?: string } | undefined;
}

/** How a transaction is run. */
export interface TenantOptions {
  /**
   * How often the work is begun at most: it is repeated, from its beginning, after 40001, 40P01 and 55P03. Work that does
   * more than talk to the database, and cannot do so twice, says 1. Default: 5.
   */
  readonly attempts?: number;
  /** The server refuses whatever writes. */
  readonly readOnly?: boolean;
  readonly isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /**
   * COMMIT leaves right behind the first queries, so that what writes costs one round trip and not two. For work that sends
   * its queries together and decides nothing by their answers, such as one call of a function: what it throws afterwards
   * takes nothing back, and a query behind the first answer is refused (`transaction_over`).
   */
  readonly oneTrip?: boolean;
  /** Refuses queries on the outer handle while the work runs. Default: unless NODE_ENV is production. */
  readonly guard?: boolean;
}

/** A statement with its values, as pg takes it. */
export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

const ISOLATION_LEVELS = ['read committed', 'repeatable read', 'serializable'];

/** @throws a TypeError for a level that there is not: behind a BEGIN that fails, nothing would be in a transaction. */
function isolationOf({ isolation }: TenantOptions): string {
  if (isolation === undefined) return '';
  if (!ISOLATION_LEVELS.includes(isolation)) throw new TypeError(`There is no isolation level ${isolation}.`);
  return ` ISOLATION LEVEL ${isolation.toUpperCase()}`;
}

/**
 * What a transaction inside a tenant begins with. Whatever it sets ends with the transaction: nothing of it is left on a
 * connection that goes back to its pool.
 */
export function openingStatements(session: TenantSession, options: TenantOptions): Statement[] {
  const mode = [isolationOf(options), options.readOnly === true ? ' READ ONLY' : ''];
  const statements: Statement[] = [{ text: `BEGIN${mode.join('')}`, values: [] }];
  const settings = Object.entries({
    role: session.role,
    'request.jwt.claims': session.claims === undefined ? undefined : JSON.stringify(session.claims),
    'app.request_id': session.request?.id,
    'app.client_ip': session.request?.ip,
    'app.user_agent': session.request?.userAgent,
  }).filter(([, value]) => value !== undefined);
  if (settings.length > 0) {
    const calls = settings.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`);
    statements.push({ text: `SELECT ${calls.join(', ')}`, values: settings.flat() });
  }
  statements.push({
    text: 'SELECT app.enter_tenant($1::bigint, $2::bigint)',
    values: [String(session.tenant), session.user === undefined ? null : String(session.user)],
  });
  return statements;
}
