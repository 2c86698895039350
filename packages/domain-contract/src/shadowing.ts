import type { Client } from 'pg';

/**
 * What a caller puts in the way of the names that a function may mean. Types are found in pg_temp before pg_catalog
 * unless a path says otherwise; one caller makes domains of them, whose check is the trap, the other types of its
 * own, whose casts are.
 */
export type Shadow = 'domains' | 'casts';

/** How a trap reports who ran it; a message outlives the error that may follow. */
export const TRAPPED = 'the trap ran as ';

/**
 * Lays traps in pg_temp of a connection: tables and views called like ours and like catalogs, types called like
 * PostgreSQL's, functions and operators of the same signature. A trap that runs as anybody but the login says so in a
 * notice that begins with `TRAPPED`.
 *
 * @param client a login of its own that may make temporary objects, not in a transaction.
 * @returns how many traps were laid; a signature that cannot be copied is none.
 */
export async function layTraps(client: Client, shadow: Shadow): Promise<number> {
  const lists = [RELATIONS, FUNCTIONS, OPERATORS, shadow === 'domains' ? DOMAINS : CASTS];
  // All are read before the first is laid: the catalogs get shadows too.
  const statements: string[] = [];
  for (const list of lists) {
    const { rows } = await client.query<{ statement: string }>(list);
    statements.push(...rows.map((row) => row.statement));
  }
  await client.query(TRAP);
  const { rows } = await client.query<{ laid: number }>('SELECT pg_temp.lay($1) AS laid', [statements]);
  return rows[0]?.laid ?? 0;
}

const TRAP = `
  CREATE FUNCTION pg_temp.trap(pg_catalog.text DEFAULT NULL) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
  BEGIN
    IF current_user <> session_user THEN
      RAISE WARNING '${TRAPPED}%', current_user;
    END IF;
    RETURN true;
  END $$;
  CREATE FUNCTION pg_temp.trap_value(anyelement) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
  BEGIN
    RETURN pg_temp.trap();
  END $$;
  CREATE FUNCTION pg_temp.trap_row() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_temp.trap();
    RETURN NULL;
  END $$;
  CREATE FUNCTION pg_temp.lay(pg_catalog.text[]) RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    v_statement pg_catalog.text;
    v_laid integer := 0;
  BEGIN
    FOREACH v_statement IN ARRAY $1 LOOP
      BEGIN
        EXECUTE v_statement;
        v_laid := v_laid + 1;
      EXCEPTION WHEN OTHERS THEN
        NULL; -- a signature that cannot be copied is no trap
      END;
    END LOOP;
    RETURN v_laid;
  END $$`;

/** Views with the columns of our tables and of the catalogs; whoever reads or writes one steps on the trap. */
const RELATIONS = `
  SELECT format('CREATE TEMP VIEW %1$I AS SELECT %2$s WHERE pg_temp.trap();
                 GRANT ALL ON pg_temp.%1$I TO PUBLIC;
                 CREATE TRIGGER trap INSTEAD OF INSERT OR UPDATE OR DELETE ON pg_temp.%1$I
                   FOR EACH ROW EXECUTE FUNCTION pg_temp.trap_row()',
           c.relname, (SELECT string_agg(format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname), ', ' ORDER BY a.attnum)
                         FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                          AND a.atttypid <> 'anyarray'::regtype)) AS statement
    FROM pg_class c
   WHERE c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
     AND c.relnamespace IN ('public'::regnamespace, 'app'::regnamespace, 'pg_catalog'::regnamespace)`;

/** The words of all bodies, to leave out what none of them says. */
const WORDS = `word AS MATERIALIZED (
    SELECT DISTINCT m[1] AS word FROM pg_proc p CROSS JOIN LATERAL regexp_matches(p.prosrc, '[a-z_][a-z_0-9]*', 'g') m
     WHERE p.pronamespace IN ('public'::regnamespace, 'app'::regnamespace)
  )`;

const FUNCTIONS = `
  WITH ${WORDS}
  SELECT format('CREATE FUNCTION pg_temp.%I(%s) RETURNS %s LANGUAGE plpgsql VOLATILE AS %L', p.proname,
           (SELECT string_agg(format_type(t, NULL), ', ' ORDER BY n) FROM unnest(p.proargtypes) WITH ORDINALITY u(t, n)),
           CASE WHEN p.proretset THEN 'SETOF ' ELSE '' END || format_type(p.prorettype, NULL),
           CASE WHEN p.proretset THEN 'BEGIN PERFORM pg_temp.trap(); RETURN; END' ELSE 'BEGIN PERFORM pg_temp.trap(); RETURN NULL; END' END) AS statement
    FROM pg_proc p
   WHERE p.prokind = 'f' AND p.pronamespace IN ('pg_catalog'::regnamespace, 'app'::regnamespace, 'public'::regnamespace)
     AND p.prorettype NOT IN ('trigger'::regtype, 'internal'::regtype, 'void'::regtype)
     AND (p.pronamespace <> 'pg_catalog'::regnamespace OR p.proname IN (SELECT word FROM word))`;

const OPERATORS = `
  SELECT format('CREATE FUNCTION pg_temp.trap_operator_%5$s(%1$s, %2$s) RETURNS %3$s LANGUAGE plpgsql VOLATILE
                   AS ''BEGIN PERFORM pg_temp.trap(); RETURN NULL; END'';
                 CREATE OPERATOR pg_temp.%4$s (LEFTARG = %1$s, RIGHTARG = %2$s, FUNCTION = pg_temp.trap_operator_%5$s)',
           format_type(o.oprleft, NULL), format_type(o.oprright, NULL), format_type(o.oprresult, NULL), o.oprname, o.oid) AS statement
    FROM pg_operator o
   WHERE o.oprnamespace = 'pg_catalog'::regnamespace AND o.oprleft <> 0
     AND o.oprleft::regtype = ANY (ARRAY['text', 'int4', 'int8', 'numeric', 'bool', 'date', 'timestamptz', 'uuid', 'jsonb', 'name', 'text[]', 'int8[]']::regtype[])
     AND o.oprright::regtype = ANY (ARRAY['text', 'int4', 'int8', 'numeric', 'bool', 'date', 'timestamptz', 'uuid', 'jsonb', 'name', 'text[]', 'int8[]', 'interval']::regtype[])`;

const SHADOWED = `
  FROM pg_type t
 WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype IN ('b', 'r', 'm') AND t.typcategory <> 'A'`;

const DOMAINS = `
  SELECT format('CREATE DOMAIN pg_temp.%1$I AS pg_catalog.%1$I CHECK (pg_temp.trap_value(VALUE))', t.typname) AS statement
  ${SHADOWED}`;

const CASTS = `
  SELECT format('CREATE TYPE pg_temp.%I AS (shadow pg_catalog.bool)', t.typname) AS statement ${SHADOWED}
  UNION ALL
  SELECT format('CREATE FUNCTION pg_temp.%1$I(pg_catalog.%2$I, OUT pg_temp.%1$I) LANGUAGE plpgsql VOLATILE
                   AS ''BEGIN PERFORM pg_temp.trap(); END'';
                 CREATE CAST (pg_catalog.%2$I AS pg_temp.%1$I) WITH FUNCTION pg_temp.%1$I(pg_catalog.%2$I) AS IMPLICIT',
           t.typname, source) AS statement
  FROM pg_type t CROSS JOIN unnest(ARRAY['text', 'jsonb', 'int8', 'timestamptz', 'date', 'uuid', 'numeric', 'bool']) source
 WHERE t.typname = ANY (ARRAY['text', 'jsonb', 'json', 'int8', 'int4', 'timestamptz', 'date', 'uuid', 'numeric', 'bool', 'interval', 'name', 'inet', 'citext'])
   AND t.typnamespace = 'pg_catalog'::regnamespace`;
