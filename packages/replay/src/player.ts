import type { Client } from 'pg';
import type { Catalog } from './catalog.ts';
import { keyOf, numberOf, type Row, type Value } from './row.ts';
import { type Arguments, JOB, OUTSIDE, type Player, type Step } from './step.ts';

/** Which rows of the demo are which here, and what was inserted by plain statements. */
export interface Cast {
  readonly numbers: Map<string, string>;
  readonly inserted: Map<string, number>;
  readonly calls: Map<string, number>;
}

/** Where steps are played: the tenant that began empty, and who acts in it. */
export interface Stage {
  readonly catalog: Catalog;
  readonly tenant: string;
  readonly cast: Cast;
  /** Sessions as the application, and as a job. */
  readonly app: Client;
  readonly job: Client;
  /** The value that a column of a row of the demo has here. */
  translate(table: string, column: string, row: Row): Value;
}

/** What a step asked for that an earlier one has not made. */
class NotMade extends Error {}

/** Plays a step in a transaction of its own, as who does it, at its moment. */
export async function playStep(stage: Stage, step: Step): Promise<void> {
  const client = step.by === JOB ? stage.job : stage.app;
  const enter =
    step.by === OUTSIDE
      ? ''
      : `SELECT app.enter_tenant(${stage.tenant}, ${step.by === JOB ? 'NULL' : step.by})`;
  try {
    await client.query(`BEGIN; SELECT set_config('replay.now', '${step.at}', true); ${enter}`);
    await step.play(playerOf(stage, client, step.at));
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

function playerOf(stage: Stage, client: Client, now: string): Player {
  const { cast, tenant } = stage;
  const numbers = numbersOf(cast);
  return {
    tenant,
    now,
    ...numbers,
    ...writerOf(stage, client, numbers.id),
    async call<Result>(name: string, args: Arguments) {
      const given = Object.entries(args).filter(([, value]) => value !== undefined);
      const list = given.map(([key], index) => `p_${key} => $${index + 1}`).join(', ');
      cast.calls.set(name, (cast.calls.get(name) ?? 0) + 1);
      const { rows } = await client.query(
        `SELECT app.${name}(${list}) AS result`,
        given.map(([, value]) => parameter(value)),
      );
      return rows[0]?.result as Result;
    },
    async ask<Result>(sql: string, values: readonly unknown[] = []) {
      return (await client.query(sql, [...values])).rows as Result[];
    },
    here: stage.translate,
  };
}

/** Which row here is which of the demo. */
function numbersOf({ numbers }: Cast): Pick<Player, 'id' | 'idOrNull' | 'made'> {
  const id: Player['id'] = (table, number) => {
    const found = numbers.get(`${table}:${String(number)}`);
    if (found === undefined) throw new NotMade(`${table} ${String(number)} of the demo is not there yet.`);
    return found;
  };
  return {
    id,
    idOrNull: (table, number) => (number === null || number === undefined ? null : id(table, number)),
    made: (table, row, number) => void numbers.set(`${table}:${numberOf(row)}`, String(number)),
  };
}

/** Rows that no function writes: as the application writes them itself. */
function writerOf(
  { catalog, cast, tenant, translate }: Stage,
  client: Client,
  id: Player['id'],
): Pick<Player, 'insert' | 'update' | 'remove'> {
  const tableOf = (name: string) => {
    const table = catalog.get(name);
    if (table === undefined) throw new Error(`There is no tenant table ${name}.`);
    return table;
  };
  return {
    async insert(table, row, columns, begins) {
      const definition = tableOf(table);
      const values: Record<string, Value> = { tenant_id: tenant };
      for (const column of columns)
        values[column] = column in begins ? (begins[column] as Value) : translate(table, column, row);
      const list = Object.keys(values).join(', ');
      cast.inserted.set(table, (cast.inserted.get(table) ?? 0) + 1);
      const { rows } = await client.query<{ row: Row }>(
        `INSERT INTO public.${table} AS t (${list}) SELECT ${list} FROM jsonb_populate_record(NULL::public.${table}, $1::jsonb)
         RETURNING to_jsonb(t) AS row`,
        [JSON.stringify(values)],
      );
      cast.numbers.set(`${table}:${keyOf(definition, row)}`, keyOf(definition, rows[0]?.row as Row));
    },
    async update(table, row, wanted) {
      const values: Record<string, Value> = {};
      if (Array.isArray(wanted)) {
        for (const column of wanted) values[column] = translate(table, column, row);
      } else Object.assign(values, wanted);
      const columns = Object.keys(values);
      const { rowCount } = await client.query(
        `UPDATE public.${table} t SET (${columns.join(', ')}) = ROW(${columns.map((column) => `v.${column}`).join(', ')})
           FROM jsonb_populate_record(NULL::public.${table}, $1::jsonb) v WHERE t.tenant_id = $2 AND t.id = $3`,
        [JSON.stringify(values), tenant, id(table, row.id)],
      );
      if (rowCount !== 1) throw new Error(`The application may not change ${table} ${numberOf(row)}.`);
    },
    async remove(table, row) {
      await client.query(`DELETE FROM public.${table} t WHERE t.tenant_id = $1 AND t.id = $2`, [
        tenant,
        id(table, row.id),
      ]);
    },
  };
}

/** Lists of JSON stay lists of PostgreSQL; objects and lists of objects go as JSON. */
function parameter(value: unknown): unknown {
  if (Array.isArray(value))
    return value.some((each) => typeof each === 'object') ? JSON.stringify(value) : value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
