import { EVENT_TRIGGERS } from './relation-lines.ts';
import { grantedTo, notExtended, ownedBy, role } from './scope.ts';

/** Queries for what belongs to a schema or to the database as a whole. There is little of it. */
export const SCHEMA_LINES = [
  `SELECT 0::oid AS id, concat_ws(' ', 'schema', quote_ident(nspname), CASE WHEN nspname <> 'public' THEN ${ownedBy('nspowner')} END) AS line FROM space`,
  // That everybody may look names up in public is how databases are born, and hardened ones have it revoked.
  `SELECT 0::oid, format('schema %I grant %s to %s', s.nspname, a.privilege_type, ${grantedTo('a')})
     FROM space s, aclexplode(coalesce(s.nspacl, acldefault('n', s.nspowner))) a
    WHERE a.grantee <> s.nspowner AND NOT (a.grantee = 0 AND s.nspname = 'public' AND a.privilege_type = 'USAGE')`,
  `SELECT 0::oid, format('comment on schema %I: %s', s.nspname, d.description)
     FROM space s JOIN pg_description d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = s.oid
    WHERE s.nspname <> 'public'`,
  `SELECT 0::oid, format('extension %I', extname) FROM pg_extension WHERE extname <> 'plpgsql'`,
  `SELECT 0::oid, concat_ws(' ', 'type', format('%I.%I', s.nspname, t.typname), t.typtype, format_type(t.typbasetype, t.typtypmod),
          (SELECT string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
          (SELECT '(' || string_agg(concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), CASE WHEN a.attcollation <> y.typcollation THEN 'collate ' || a.attcollation::regcollation::text END), ', ' ORDER BY a.attnum) || ')'
             FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped),
          (SELECT concat_ws(' ', 'of', format_type(g.rngsubtype, NULL), g.rngcanonical, g.rngsubdiff) FROM pg_range g WHERE g.rngtypid = t.oid),
          CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation THEN 'collate ' || t.typcollation::regcollation::text END,
          CASE WHEN t.typtype = 'b' THEN concat_ws(' ', t.typinput, t.typoutput, t.typlen) END,
          CASE WHEN t.typnotnull THEN 'not null' END, 'default ' || t.typdefault,
          ${ownedBy('t.typowner')})
     FROM our_type t JOIN space s ON s.oid = t.typnamespace LEFT JOIN pg_type b ON b.oid = t.typbasetype`,
  `SELECT 0::oid, format('constraint of type %s %I %s%s', t.title, c.conname, pg_get_constraintdef(c.oid), CASE WHEN c.convalidated THEN '' ELSE ' (not validated)' END)
     FROM our_type t JOIN pg_constraint c ON c.contypid = t.oid AND c.contype = 'c'`,
  `SELECT 0::oid, format('type %s grant %s to %s', t.title, a.privilege_type, ${grantedTo('a')})
     FROM our_type t, aclexplode(coalesce(t.typacl, acldefault('T', t.typowner))) a WHERE a.grantee <> t.typowner`,
  `SELECT 0::oid, format('comment on type %s: %s', t.title, d.description)
     FROM our_type t JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid`,
  // What the migrating role makes later will be granted so.
  `SELECT 0::oid, format('default privileges%s on %s grant %s to %s', ' in schema ' || quote_ident(s.nspname), d.defaclobjtype, a.privilege_type, ${grantedTo('a')})
     FROM pg_default_acl d LEFT JOIN space s ON s.oid = d.defaclnamespace, aclexplode(d.defaclacl) a
    WHERE d.defaclrole = (SELECT oid FROM migrating) AND (d.defaclnamespace = 0 OR s.oid IS NOT NULL)`,
  `SELECT 0::oid, format('cast (%s AS %s) %s %s', format_type(c.castsource, NULL), format_type(c.casttarget, NULL), c.castcontext, CASE WHEN c.castfunc = 0 THEN c.castmethod::text ELSE c.castfunc::regprocedure::text END)
     FROM pg_cast c WHERE c.oid >= 16384 AND ${notExtended('pg_cast', 'c.oid')}`,
  `SELECT 0::oid, format('operator %I.%s (%s, %s) function %s commutator %s negator %s restrict %s join %s%s%s', s.nspname, o.oprname, format_type(o.oprleft, NULL), format_type(o.oprright, NULL), o.oprcode, o.oprcom::regoperator, o.oprnegate::regoperator, o.oprrest, o.oprjoin, CASE WHEN o.oprcanhash THEN ' hashes' END, CASE WHEN o.oprcanmerge THEN ' merges' END)
     FROM pg_operator o JOIN space s ON s.oid = o.oprnamespace WHERE o.oprcode <> 0 AND ${notExtended('pg_operator', 'o.oid')}`,
  `SELECT 0::oid, format('operator class %I.%I using %s for %s%s family %I', s.nspname, c.opcname, m.amname, format_type(c.opcintype, NULL), CASE WHEN c.opcdefault THEN ' default' END, f.opfname)
     FROM pg_opclass c JOIN space s ON s.oid = c.opcnamespace JOIN pg_am m ON m.oid = c.opcmethod JOIN pg_opfamily f ON f.oid = c.opcfamily
    WHERE ${notExtended('pg_opclass', 'c.oid')}`,
  `SELECT 0::oid, format('operator family %I.%I using %s: %s %s', s.nspname, f.opfname, m.amname, x.number, x.what)
     FROM pg_opfamily f JOIN space s ON s.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod
     LEFT JOIN LATERAL (SELECT o.amopstrategy AS number, o.amopopr::regoperator::text AS what FROM pg_amop o WHERE o.amopfamily = f.oid
                         UNION ALL SELECT p.amprocnum, p.amproc::text FROM pg_amproc p WHERE p.amprocfamily = f.oid) x ON true
    WHERE ${notExtended('pg_opfamily', 'f.oid')}`,
  `SELECT 0::oid, format('text search configuration %I.%I parser %s: %s', s.nspname, c.cfgname, (SELECT prsname FROM pg_ts_parser p WHERE p.oid = c.cfgparser),
          (SELECT string_agg(format('%s %s %s', m.maptokentype, m.mapseqno, m.mapdict::regdictionary), ', ' ORDER BY m.maptokentype, m.mapseqno) FROM pg_ts_config_map m WHERE m.mapcfg = c.oid))
     FROM pg_ts_config c JOIN space s ON s.oid = c.cfgnamespace WHERE ${notExtended('pg_ts_config', 'c.oid')}`,
  `SELECT 0::oid, format('text search dictionary %I.%I template %s %s', s.nspname, c.dictname, (SELECT tmplname FROM pg_ts_template t WHERE t.oid = c.dicttemplate), c.dictinitoption)
     FROM pg_ts_dict c JOIN space s ON s.oid = c.dictnamespace WHERE ${notExtended('pg_ts_dict', 'c.oid')}`,
  // The column of the locale has had three names.
  `SELECT 0::oid, format('collation %I.%I provider %s %s %s %s%s', s.nspname, c.collname, c.collprovider, c.collcollate, c.collctype,
          coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale'), CASE WHEN c.collisdeterministic THEN '' ELSE ' not deterministic' END)
     FROM pg_collation c JOIN space s ON s.oid = c.collnamespace WHERE ${notExtended('pg_collation', 'c.oid')}`,
  `SELECT 0::oid, format('conversion %I.%I function %s%s', s.nspname, c.conname, c.conproc, CASE WHEN c.condefault THEN ' default' END)
     FROM pg_conversion c JOIN space s ON s.oid = c.connamespace WHERE ${notExtended('pg_conversion', 'c.oid')}`,
  `SELECT 0::oid, concat_ws(' ', 'foreign server', v.srvname, 'of', w.fdwname, array_to_string(v.srvoptions, ','), 'owner', ${role('v.srvowner')})
     FROM pg_foreign_server v JOIN pg_foreign_data_wrapper w ON w.oid = v.srvfdw WHERE ${notExtended('pg_foreign_server', 'v.oid')}`,
  EVENT_TRIGGERS,
];

/** Types that people made, as against those that come with tables and arrays. */
export const OUR_TYPE = `
  our_type AS (
    SELECT t.*, format('%I.%I', s.nspname, t.typname) AS title FROM pg_type t JOIN space s ON s.oid = t.typnamespace
     WHERE (t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'b' AND t.typcategory <> 'A')
            OR (t.typtype = 'c' AND (SELECT relkind FROM pg_class c WHERE c.oid = t.typrelid) = 'c'))
       AND ${notExtended('pg_type', 't.oid')}
  )`;
