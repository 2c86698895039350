import { databaseErrorOf } from '@erp/client/errors';
import { type TenantClient, type TenantSession, withTenant } from '@erp/client/pg';
import { Problem } from '@erp/kit/problem';
import type { Pool } from 'pg';
import type { PgClient, WithPgClient } from 'postgraphile/@dataplan/pg';
import { makePgService } from 'postgraphile/adaptors/pg';
import { GraphQLError } from 'postgraphile/graphql';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { pgSmartTags } from 'postgraphile/utils';
import { LIMITS, limitRule, type RequestLimits } from './request-limits.ts';
import { smartTags } from './smart-tags.ts';

/** What a signed token says, once its signature was checked: `sub` names the account, `tenant_id` the tenant. */
export type Claims = Readonly<Record<string, unknown>>;

/** What the preset needs to know. */
export interface TenantPresetOptions {
  /** Its login is a member of `erp_app`, and of no service role. */
  readonly pool: Pool;
  /**
   * Checks the token of a request and says what is in it; undefined for a request without one, which is refused whatever
   * it asks of the database.
   */
  readonly claimsOf: (
    request: Partial<Grafast.RequestContext>,
  ) => Promise<Claims | undefined> | Claims | undefined;
  /** Default: `public` and `api`. */
  readonly schemas?: readonly string[];
  /** What a request may have at most. Default: 12 fields inside each other, 1,000 in all, 50 queries or mutations. */
  readonly limits?: Partial<RequestLimits>;
}

/** SQLSTATEs by which the schema answers a person: their words are made to be read. All others stay a secret of the server. */
const TOLD = new Set([
  '22023',
  '22P02',
  '23503',
  '23505',
  '23514',
  '23P01',
  '42501',
  '54000',
  '55000',
  'P0002',
]);

/**
 * A preset of PostGraphile 5 in which whatever a request asks is asked inside its tenant, in transactions of `withTenant`:
 * its account is that of the token, membership is checked by the database each time, and nothing of it is left on the
 * connection. What a foreign key leads to has a short name; refusals of the schema arrive in its words, with `code` (the
 * SQLSTATE), `detail` and `hint` in `extensions`.
 *
 * @returns a preset to extend: `{ extends: [tenantPreset({ pool, claimsOf })] }`.
 */
export function tenantPreset({
  pool,
  claimsOf,
  schemas = ['public', 'api'],
  limits = {},
}: TenantPresetOptions): GraphileConfig.Preset {
  const service = makePgService({ pool, schemas: [...schemas], pubsub: false });
  const inner = service.adaptor;
  return {
    extends: [PostGraphileAmberPreset],
    plugins: [
      // Asked when the schema is built, not before.
      pgSmartTags(() => smartTags(pool, schemas), null, { name: 'ErpSmartTags' }),
      SHORT_NAMES,
      limiting({ ...LIMITS, ...limits }),
    ],
    pgServices: [
      {
        ...service,
        adaptor: {
          ...inner,
          createWithPgClient: async (settings: object | undefined, variant?: string | null) =>
            insideTenant(
              pool,
              await inner.createWithPgClient(settings, variant as 'SUPERUSER' | null),
            ) as never,
        },
      },
    ],
    grafast: {
      context: async (request) => ({
        pgSettings: { [CLAIMS]: JSON.stringify((await claimsOf(request)) ?? null) },
      }),
    },
    grafserv: { graphiql: false, maskError: tellRefusals },
  };
}

/** Where a request's claims travel to whoever asks the database for it. */
const CLAIMS = 'claims';

/** @param stock asks as the login itself, for the catalog. */
function insideTenant(pool: Pool, stock: WithPgClient): WithPgClient {
  const ask: WithPgClient = async (settings, work) => {
    if (settings?.[CLAIMS] === undefined) return stock(settings, work);
    return withTenant(pool, sessionOf(JSON.parse(settings[CLAIMS])), async (client) =>
      work(clientOf(client) as never),
    );
  };
  return Object.assign(ask, { release: () => stock.release?.() });
}

/** @throws {Problem} `not_signed_in` for a request without a token, or one whose token names no account or no tenant. */
function sessionOf(claims: Claims | null): TenantSession {
  const inner = claims?.app_metadata as Claims | undefined;
  const tenant = String(claims?.tenant_id ?? inner?.tenant_id);
  // Without an account a service could enter.
  if (claims === null || typeof claims.sub !== 'string' || !/^[0-9]{1,18}$/.test(tenant)) {
    throw new Problem({
      code: 'not_signed_in',
      message: 'The request has no token that names an account and a tenant.',
      hint: 'Send Authorization: Bearer …, with sub (sys_users.auth_user_id) and tenant_id among its claims.',
    });
  }
  return { tenant, claims };
}

/** A client as PostGraphile asks it. */
function clientOf(client: TenantClient): PgClient {
  let savepoints = 0;
  const asked: PgClient = {
    async query({ text, values = [], arrayMode }) {
      const answer = await client.query({
        text,
        values,
        ...(arrayMode === true ? { rowMode: 'array' } : {}),
      });
      return { rows: answer.rows as never, rowCount: answer.rowCount, notices: [] };
    },
    async withTransaction(work) {
      savepoints += 1;
      const name = `inner_${savepoints}`;
      await client.query(`SAVEPOINT ${name}`);
      try {
        const result = await work(asked);
        await client.query(`RELEASE SAVEPOINT ${name}`);
        return result;
      } catch (error) {
        await client.query(`ROLLBACK TO SAVEPOINT ${name}`);
        throw error;
      }
    },
  };
  return asked;
}

/**
 * `ordersByTenantIdAndCustomerId` says nothing more than `ordersByCustomerId`, and `apiPlaceOrder` nothing more than
 * `placeOrder`: what has one name in two schemas, the tags tell apart.
 */
const SHORT_NAMES: GraphileConfig.Plugin = {
  name: 'ErpShortNames',
  version: '0.1.0',
  inflection: {
    replace: {
      _schemaPrefix: () => '',
      _joinAttributeNames(previous, _preset, codec, names) {
        const own = names.filter((name) => name !== 'tenant_id');
        return previous?.(codec, own.length === 0 ? names : own) ?? own.join('-and-');
      },
    },
  },
};

/** Refuses requests that are larger before they are planned: one of 100 kB could keep the server busy for a minute. */
function limiting(limits: RequestLimits): GraphileConfig.Plugin {
  return {
    name: 'ErpRequestLimits',
    version: '0.1.0',
    grafserv: {
      middleware: {
        setPreset(next, event) {
          event.validationRules.push(limitRule(limits));
          return next();
        },
      },
    },
  };
}

function tellRefusals(error: GraphQLError): GraphQLError {
  const { originalError } = error;
  if (originalError === undefined || originalError === null) return error;
  if (originalError instanceof Problem) {
    const { code, message, hint } = originalError;
    return said(error, message, { code, hint });
  }
  const refusal = databaseErrorOf(originalError);
  if (refusal === undefined || !TOLD.has(refusal.code)) {
    console.error(originalError);
    return said(error, 'Something went wrong on the server.', {});
  }
  const { code, message, detail, hint } = refusal;
  return said(error, message, { code, detail, hint });
}

function said(
  { nodes, source, positions, path }: GraphQLError,
  message: string,
  extensions: object,
): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions: { ...extensions },
  });
}
