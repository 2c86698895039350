import { grantedTo, notExtended, ownedBy, role, SEQUENCE_OPTIONS } from './scope.ts';

/** What a column is like beyond name and type, for `a` of pg_attribute, `d` of pg_attrdef and `q` of pg_sequence. */
const COLUMN = `concat_ws(' ', format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attcollation <> y.typcollation AND a.attcollation <> 0 THEN 'collate ' || a.attcollation::regcollation::text END,
    CASE WHEN a.attstorage <> y.typstorage THEN 'storage ' || a.attstorage::text END,
    CASE WHEN a.attcompression <> '' THEN 'compression ' || a.attcompression::text END,
    CASE WHEN a.attstattarget >= 0 THEN 'statistics ' || a.attstattarget END, array_to_string(a.attoptions, ','), array_to_string(a.attfdwoptions, ','),
    CASE WHEN a.attnotnull THEN 'not null' END,
    CASE a.attidentity WHEN 'd' THEN 'identity by default' WHEN 'a' THEN 'identity always' END, '(' || ${SEQUENCE_OPTIONS} || ')',
    CASE a.attgenerated WHEN '' THEN 'default ' WHEN 'v' THEN 'generated virtual ' ELSE 'generated ' END || pg_get_expr(d.adbin, d.adrelid))`;

/** Queries for what belongs to a table, view or sequence: its number, and a line. */
export const RELATION_LINES = [
  `SELECT r.oid AS id, concat_ws(' ', 'relation', title, 'kind', relkind,
          CASE WHEN relrowsecurity THEN 'rls' END, CASE WHEN relforcerowsecurity THEN 'forced' END,
          CASE WHEN relpersistence <> 'p' THEN 'unlogged' END,
          CASE WHEN relkind = 'p' THEN 'partition by ' || pg_get_partkeydef(oid) END,
          CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(oid) END,
          array_to_string(reloptions, ','),
          'toast ' || (SELECT array_to_string(t.reloptions, ',') FROM pg_class t WHERE t.oid = r.reltoastrelid AND t.reloptions IS NOT NULL),
          CASE WHEN relkind IN ('r', 'p', 'm') AND relam <> 0 THEN (SELECT 'using ' || amname FROM pg_am WHERE pg_am.oid = relam AND amname <> 'heap') END,
          CASE relreplident WHEN 'f' THEN 'replica identity full' WHEN 'n' THEN CASE WHEN relkind IN ('r', 'p') THEN 'replica identity nothing' END END,
          (SELECT 'replica identity ' || CASE WHEN r.relispartition THEN 'by index' ELSE i.indexrelid::regclass::text END FROM pg_index i WHERE i.indrelid = r.oid AND i.indisreplident),
          (SELECT 'clustered on ' || CASE WHEN r.relispartition THEN 'an index' ELSE i.indexrelid::regclass::text END FROM pg_index i WHERE i.indrelid = r.oid AND i.indisclustered),
          CASE WHEN reloftype <> 0 THEN 'of ' || reloftype::regtype::text END,
          CASE WHEN NOT relispartition THEN (SELECT 'inherits ' || string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) FROM pg_inherits h WHERE h.inhrelid = r.oid) END,
          (SELECT concat_ws(' ', 'server', s.srvname, array_to_string(f.ftoptions, ',')) FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = r.oid),
          (SELECT concat_ws(' ', nullif('as ' || format_type(q.seqtypid, NULL), 'as bigint'), ${SEQUENCE_OPTIONS}) FROM pg_sequence q WHERE q.seqrelid = r.oid),
          (SELECT 'owned by ' || format('%s.%I', d.refobjid::regclass, o.attname) FROM pg_depend d JOIN pg_attribute o ON o.attrelid = d.refobjid AND o.attnum = d.refobjsubid
            WHERE relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = r.oid AND d.deptype = 'a' AND d.refclassid = 'pg_class'::regclass LIMIT 1),
          ${ownedBy('relowner')}) AS line FROM relation r`,
  `SELECT oid, format('default %s', title) FROM relation WHERE relispartition AND pg_get_expr(relpartbound, oid) = 'DEFAULT'`,
  `SELECT r.oid, concat_ws(' ', 'column', r.title || '.' || quote_ident(a.attname), ${COLUMN})
     FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
     JOIN pg_type y ON y.oid = a.atttypid
     LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
     LEFT JOIN (pg_depend i JOIN pg_sequence q ON q.seqrelid = i.objid)
       ON a.attidentity <> '' AND i.refobjid = r.oid AND i.refobjsubid = a.attnum AND i.deptype = 'i' AND i.classid = 'pg_class'::regclass AND i.refclassid = 'pg_class'::regclass
    WHERE r.relkind <> 'S' AND NOT r.relispartition`,
  // Of a partition, what its table does not say of the column.
  `SELECT oid, line FROM (
     SELECT r.oid, concat_ws(' ', 'column', r.title || '.' || quote_ident(a.attname), ${COLUMN}) AS line,
            lag(${COLUMN}) OVER (PARTITION BY r.oid, a.attname ORDER BY a.attrelid = r.oid) IS DISTINCT FROM ${COLUMN} AND a.attrelid = r.oid AS own
       FROM relation r JOIN pg_inherits h ON h.inhrelid = r.oid
       JOIN pg_attribute a ON a.attrelid IN (r.oid, h.inhparent) AND a.attnum > 0 AND NOT a.attisdropped
       JOIN pg_type y ON y.oid = a.atttypid
       LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       LEFT JOIN pg_sequence q ON false
      -- Up to PostgreSQL 16 a partition does not inherit the identity of its table.
      WHERE r.relispartition AND a.attidentity = '' AND NOT EXISTS (
        SELECT FROM pg_attribute i WHERE i.attrelid = h.inhparent AND i.attname = a.attname AND i.attidentity <> '')) p WHERE own`,
  `SELECT r.oid, format('constraint %s %I %s%s', r.title, c.conname, pg_get_constraintdef(c.oid),
          CASE WHEN c.convalidated THEN '' ELSE ' (not validated)' END)
     FROM relation r JOIN pg_constraint c ON c.conrelid = r.oid AND c.contype IN ('p', 'u', 'f', 'c', 'x')
      AND c.conparentid = 0 AND c.coninhcount = 0`,
  `SELECT r.oid, format('index %s%s', pg_get_indexdef(i.indexrelid), CASE WHEN i.indisvalid THEN '' ELSE ' (invalid)' END)
     FROM relation r JOIN pg_index i ON i.indrelid = r.oid
    WHERE NOT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = i.indexrelid)`,
  `SELECT r.oid, format('policy %s %I %s for %s to %s using %s check %s', r.title,
          CASE WHEN r.relispartition THEN 'service' ELSE p.polname END,
          CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END, p.polcmd,
          (SELECT string_agg(${role('o')}, ',' ORDER BY ${role('o')}) FROM unnest(p.polroles) o),
          pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
     FROM relation r JOIN pg_policy p ON p.polrelid = r.oid`,
  `SELECT r.oid, format('trigger %s %s enabled %s', r.title, pg_get_triggerdef(t.oid), t.tgenabled)
     FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid AND NOT t.tgisinternal
    WHERE t.tgparentid = 0 OR t.tgenabled <> (SELECT p.tgenabled FROM pg_trigger p WHERE p.oid = t.tgparentid)`,
  // Foreign keys are kept by triggers of the server, which can be disabled like any other.
  `SELECT r.oid, format('disabled %s triggers of %s', r.title,
          CASE WHEN r.relispartition THEN 'a constraint' ELSE coalesce((SELECT quote_ident(c.conname) FROM pg_constraint c WHERE c.oid = t.tgconstraint), 'the server') END)
     FROM relation r JOIN pg_trigger t ON t.tgrelid = r.oid AND t.tgisinternal AND t.tgenabled <> 'O'`,
  `SELECT r.oid, format('rule %s %I %s enabled %s', r.title, w.rulename, pg_get_ruledef(w.oid), w.ev_enabled)
     FROM relation r JOIN pg_rewrite w ON w.ev_class = r.oid AND w.rulename <> '_RETURN'`,
  `SELECT r.oid, concat_ws(' ', 'statistics', r.title, pg_get_statisticsobjdef(x.oid), CASE WHEN x.stxstattarget >= 0 THEN 'target ' || x.stxstattarget END)
     FROM relation r JOIN pg_statistic_ext x ON x.stxrelid = r.oid`,
  `SELECT r.oid, format('relation %s grant %s to %s', r.title, a.privilege_type, ${grantedTo('a')})
     FROM relation r, aclexplode(r.relacl) a WHERE a.grantee <> r.relowner`,
  // A right that only 17 and later know of says nothing.
  `SELECT r.oid, format('lacking %s owner: %s', r.title, u.privilege_type)
     FROM relation r, aclexplode(acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner)) u
    WHERE r.relacl IS NOT NULL AND u.privilege_type <> 'MAINTAIN'
      AND NOT EXISTS (SELECT FROM aclexplode(r.relacl) a WHERE a.grantee = r.relowner AND a.privilege_type = u.privilege_type)`,
  `SELECT r.oid, format('column %s.%I grant %s to %s', r.title, c.attname, a.privilege_type, ${grantedTo('a')})
     FROM relation r JOIN pg_attribute c ON c.attrelid = r.oid AND NOT c.attisdropped, aclexplode(c.attacl) a WHERE a.grantee <> r.relowner`,
  `SELECT r.oid, format('comment on %s%s: %s', r.title, coalesce('.' || quote_ident(a.attname), ''), d.description)
     FROM relation r JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = r.oid
     LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.objsubid AND d.objsubid > 0`,
  `SELECT r.oid, format('comment on %s %s: %s', r.title, o.what, d.description)
     FROM relation r
     JOIN (SELECT i.indrelid AS relid, 'pg_class'::regclass AS class, i.indexrelid AS id, 'index ' || quote_ident(c.relname) AS what FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            UNION ALL SELECT conrelid, 'pg_constraint'::regclass, oid, 'constraint ' || quote_ident(conname) FROM pg_constraint WHERE conrelid <> 0
            UNION ALL SELECT tgrelid, 'pg_trigger'::regclass, oid, 'trigger ' || quote_ident(tgname) FROM pg_trigger
            UNION ALL SELECT polrelid, 'pg_policy'::regclass, oid, 'policy ' || quote_ident(polname) FROM pg_policy
            UNION ALL SELECT ev_class, 'pg_rewrite'::regclass, oid, 'rule ' || quote_ident(rulename) FROM pg_rewrite
            UNION ALL SELECT stxrelid, 'pg_statistic_ext'::regclass, oid, 'statistics ' || quote_ident(stxname) FROM pg_statistic_ext) o ON o.relid = r.oid
     JOIN pg_description d ON d.classoid = o.class AND d.objoid = o.id AND d.objsubid = 0`,
  // Months that were put away are data; who may read them is not.
  `SELECT oid, 'archived month without forced row level security' FROM put_away WHERE NOT (relrowsecurity AND relforcerowsecurity)`,
  `SELECT r.oid, format('archived month grant %s to %s', a.privilege_type, ${grantedTo('a')})
     FROM put_away r, aclexplode(r.relacl) a WHERE a.grantee <> r.relowner`,
];

/** Queries for what belongs to a function. */
export const ROUTINE_LINES = [
  `SELECT r.oid AS id, concat_ws(' ', 'routine', title, 'returns', coalesce(pg_get_function_result(r.oid), 'nothing'), 'kind', prokind,
          'language', (SELECT lanname FROM pg_language l WHERE l.oid = prolang), 'volatile', provolatile,
          'parallel', proparallel, CASE WHEN prosecdef THEN 'definer' END, CASE WHEN proleakproof THEN 'leakproof' END,
          CASE WHEN proisstrict THEN 'strict' END,
          CASE WHEN procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END THEN 'cost ' || procost END,
          CASE WHEN proretset AND prorows <> 1000 THEN 'rows ' || prorows END, CASE WHEN prosupport <> 0 THEN 'support ' || prosupport::text END,
          CASE WHEN pronargdefaults > 0 THEN 'arguments (' || pg_get_function_arguments(r.oid) || ')' END,
          (SELECT concat_ws(' ', 'aggregate', aggkind, aggtransfn, aggfinalfn, aggcombinefn, aggtranstype::regtype, agginitval, aggsortop::regoper) FROM pg_aggregate WHERE aggfnoid = r.oid),
          'set', array_to_string(proconfig, ','),
          'owner', ${role('proowner')},
          probin, 'body', coalesce(pg_get_function_sqlbody(r.oid), md5(prosrc))) AS line FROM routine r JOIN pg_language l ON l.oid = r.prolang`,
  `SELECT r.oid, format('routine %s grant %s to %s', r.title, a.privilege_type, ${grantedTo('a')})
     FROM routine r, aclexplode(coalesce(r.proacl, acldefault('f', r.proowner))) a WHERE a.grantee <> r.proowner`,
  `SELECT r.oid, format('lacking %s owner: EXECUTE', r.title) FROM routine r
    WHERE r.proacl IS NOT NULL AND NOT EXISTS (SELECT FROM aclexplode(r.proacl) a WHERE a.grantee = r.proowner)`,
  `SELECT r.oid, format('comment on routine %s: %s', r.title, d.description)
     FROM routine r JOIN pg_description d ON d.classoid = 'pg_proc'::regclass AND d.objoid = r.oid`,
];

/** Triggers on events of the whole database, as far as they call a function of ours. */
export const EVENT_TRIGGERS = `SELECT 0::oid, format('event trigger %I on %s when %s function %s enabled %s', t.evtname, t.evtevent, array_to_string(t.evttags, ','), t.evtfoid::regprocedure, t.evtenabled)
     FROM pg_event_trigger t JOIN pg_proc p ON p.oid = t.evtfoid JOIN space s ON s.oid = p.pronamespace
    WHERE ${notExtended('pg_event_trigger', 't.oid')}`;
