import type { SendStatement } from '@erp/engine/connection';

/** Something that a release calls by its name. */
export interface NamedObject {
  /** `table`, `view`, `function` and so on, as a person says. */
  readonly kind: string;
  /** Objects of one space cannot have the same name: a view may take the name of a table. */
  readonly space: 'relation' | 'routine' | 'type' | 'schema' | 'extension';
  /** As SQL names it, functions with the types of their arguments: `app.rate(text, date)`. */
  readonly title: string;
  /** The same without its schema. */
  readonly name: string;
  /** Object id of its schema; empty for a schema or an extension. */
  readonly schema: string;
  /** Columns of a relation, attributes or values of a type; types of the arguments of a function, in order. */
  readonly parts: readonly string[];
  /** How many arguments a call has at least. */
  readonly required: number;
  /** Partitions are there under the name of their table; one that is attached is not lost. */
  readonly partition: boolean;
}

/** What a release that uses an object no longer finds. */
export interface LostName {
  readonly object: NamedObject;
  /** The same object under another name or in another schema; undefined when it is gone. */
  readonly became: NamedObject | undefined;
  /** Columns or values that the object no longer has; those of tables are seen by their effects. */
  readonly parts: readonly string[];
}

/** Reads everything that a release may call by its name, by object id; not trigger functions, which nobody calls. */
export async function readNames(send: SendStatement): Promise<Map<string, NamedObject>> {
  const { rows } = await send(NAMES);
  return new Map(
    (rows as Row[]).map(({ id, title, parts, ...rest }) => {
      return [id, { ...rest, title: title.replace(/^public\./, ''), parts: parts ?? [] }];
    }),
  );
}

/** What the second state has not, of what the first one has. What goes or moves with its schema is not told again. */
export function findLost(
  before: ReadonlyMap<string, NamedObject>,
  now: ReadonlyMap<string, NamedObject>,
): LostName[] {
  return [...before].flatMap(([id, object]) => {
    const became = now.get(id);
    if (became === undefined) return now.has(object.schema) || object.schema === '' ? [lost(object)] : [];
    if (became.name !== object.name || became.schema !== object.schema) return [{ ...lost(object), became }];
    const parts = TABLES.has(object.kind) ? [] : object.parts.filter((part) => !became.parts.includes(part));
    return parts.length > 0 && object.space !== 'routine' ? [{ ...lost(object), became, parts }] : [];
  });
}

/**
 * What now answers to a lost name, so that a release does not notice: a view made anew, a view under the old name of a
 * table, a function with one more argument that has a default. The rows of a dropped table are gone.
 *
 * @returns its object id, when there is such a thing.
 */
export function successorOf(
  { object, became, parts }: LostName,
  now: ReadonlyMap<string, NamedObject>,
): string | undefined {
  if (parts.length === 0 && became === undefined && TABLES.has(object.kind)) return undefined;
  const answers = (other: NamedObject) => {
    if (other.space !== object.space) return false;
    if (object.space !== 'routine') {
      return other.title === object.title && object.parts.every((part) => other.parts.includes(part));
    }
    return (
      other.title.split('(')[0] === object.title.split('(')[0] &&
      other.required <= object.required &&
      object.parts.every((part, i) => other.parts[i] === part)
    );
  };
  return [...now].find(([, other]) => answers(other))?.[0];
}

function lost(object: NamedObject): LostName {
  return { object, became: undefined, parts: [] };
}

/** Kinds whose rows are lost with them. */
const TABLES: ReadonlySet<string> = new Set(['table', 'foreign table', 'sequence']);

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly space: NamedObject['space'];
  readonly title: string;
  readonly name: string;
  readonly schema: string;
  readonly parts: string[] | null;
  readonly required: number;
  readonly partition: boolean;
}

const NAMES = `
  WITH ours AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
  part AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
  SELECT 'r' || c.oid AS id,
         CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
              WHEN 'f' THEN 'foreign table' ELSE 'table' END AS kind,
         'relation' AS space, format('%I.%I', n.nspname, c.relname) AS title, c.relname AS name, 'n' || n.oid AS schema,
         (SELECT array_agg(a.attname::text) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind <> 'S') AS parts, 0 AS required, c.relispartition AS partition
    FROM pg_class c JOIN ours n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relname NOT LIKE 'knex\\_migrations%'
     AND NOT EXISTS (SELECT FROM part e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid)
     -- A sequence that belongs to a column is not called by name.
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid
                      AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0)
   UNION ALL
  SELECT 'p' || p.oid, CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END, 'routine',
         format('%I.%I(%s)', n.nspname, p.proname, array_to_string(a.types, ', ')), p.proname, 'n' || n.oid, a.types,
         p.pronargs - p.pronargdefaults, false
    FROM pg_proc p JOIN ours n ON n.oid = p.pronamespace
   CROSS JOIN LATERAL (SELECT array_agg(format_type(t.type, NULL) ORDER BY t.i) AS types
                         FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS t (type, i)) a
   WHERE p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
     AND NOT EXISTS (SELECT FROM part e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
   UNION ALL
  SELECT 't' || t.oid, CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, 'type',
         format('%I.%I', n.nspname, t.typname), t.typname, 'n' || n.oid,
         coalesce((SELECT array_agg(e.enumlabel::text) FROM pg_enum e WHERE e.enumtypid = t.oid),
                  (SELECT array_agg(a.attname::text) FROM pg_attribute a
                    WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)), 0, false
    FROM pg_type t JOIN ours n ON n.oid = t.typnamespace
   WHERE (t.typtype IN ('e', 'd', 'r') OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))
     AND NOT EXISTS (SELECT FROM part e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid)
   UNION ALL
  SELECT 'n' || oid, 'schema', 'schema', quote_ident(nspname), nspname, '', NULL, 0, false FROM ours
   UNION ALL
  SELECT 'e' || oid, 'extension', 'extension', quote_ident(extname), extname, '', NULL, 0, false FROM pg_extension`;
