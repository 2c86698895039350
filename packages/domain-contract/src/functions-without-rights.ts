import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DomainPackage } from '@erp/engine/project';
import { importModule } from '@erp/engine/source';
import type { TestDatabase } from '@erp/testing/database';

interface Callable {
  readonly key: string;
  readonly name: string;
  readonly procedure: boolean;
  readonly types: readonly string[];
}

/** A value of each type that functions of the schema take; of any other type they get NULL. */
const SAMPLES: Readonly<Record<string, string>> = {
  bigint: '1',
  integer: '1',
  numeric: '1',
  boolean: 'true',
  text: "'x'",
  jsonb: "'{}'",
  date: "'2026-01-01'",
  interval: "'1 day'",
  'timestamp with time zone': 'now()',
};

/**
 * Calls each function of the domain that works with rights of its own and may change something, as a member who holds
 * no permission, with sample values and with NULL.
 *
 * A function asks before anything else, so the answer is 42501 whatever the values; P0002 is as good where the
 * permission depends on something that is not there. Nothing of a refused call stays. What the domain excepts from rule
 * 0065 is left out.
 *
 * @returns one line for each call that was answered otherwise.
 */
export async function callsWithoutRights(database: TestDatabase, domain: DomainPackage): Promise<string[]> {
  const client = await database.connect();
  const { id, ownerId } = database.tenants.a;
  const excepted = await exceptedFunctions(domain);
  const { rows } = await client.query<Callable>(CALLABLE, [
    domain.functions.map(({ file }) => basename(file, '.sql')),
  ]);
  const answered: string[] = [];
  for (const { key, name, procedure, types } of rows.filter((each) => !excepted.has(each.key))) {
    const samples = types.map((type) => `${SAMPLES[type] ?? 'NULL'}::${type}`);
    for (const values of [samples, types.map((type) => `NULL::${type}`)]) {
      try {
        await client.query(
          `BEGIN; SET LOCAL ROLE erp_app; SELECT app.enter_tenant(${id}, ${ownerId});
           SELECT set_config('app.permissions', '', true)`,
        );
        await client.query(`${procedure ? 'CALL' : 'SELECT'} app.${name}(${values.join(', ')})`);
        answered.push(`${key} worked for a member who holds nothing`);
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        if (code !== '42501' && code !== 'P0002')
          answered.push(`${key} said ${code} before asking: ${message}`);
      } finally {
        await client.query('ROLLBACK');
      }
    }
  }
  return answered;
}

async function exceptedFunctions(domain: DomainPackage): Promise<ReadonlySet<string>> {
  const file = join(domain.directory, 'exceptions.ts');
  if (!existsSync(file)) return new Set();
  const entries = (await importModule(file)).default as readonly { rule: string; key: string }[];
  return new Set(entries.filter(({ rule }) => rule === '0065').map(({ key }) => key));
}

const CALLABLE = `
  SELECT p.pronamespace::regnamespace || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS key,
         p.proname AS name, p.prokind = 'p' AS procedure,
         ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY u(t, i) ORDER BY i) AS types
    FROM pg_proc p
   WHERE p.pronamespace = 'app'::regnamespace AND p.proname = ANY ($1) AND p.prosecdef AND p.provolatile = 'v'
     AND p.prorettype <> 'trigger'::regtype AND has_function_privilege('erp_app', p.oid, 'EXECUTE')
   ORDER BY p.proname`;
