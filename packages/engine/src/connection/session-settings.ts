/**
 * What every session of ours has, whatever the server, the database and the role say: names mean what they mean in
 * `public`, and values are written one way. A temporary table stands behind the tables of the schema, never in front.
 */
const SETTINGS: readonly (readonly [name: string, value: string])[] = [
  ['search_path', 'public, pg_temp'],
  ['DateStyle', 'ISO, YMD'],
  ['IntervalStyle', 'postgres'],
  ['TimeZone', 'UTC'],
  ['bytea_output', 'hex'],
  ['check_function_bodies', 'on'],
  ['standard_conforming_strings', 'on'],
];

/** Gives the settings to a session; a script for the simple protocol. */
export const SET_SESSION = SETTINGS.map(([name, value]) => `SET ${name} = ${value};`).join(' ');

/** Seconds that a step of a shared transaction waits for a table before the run gives way, as PostgreSQL writes it. */
export const LOCK_TIMEOUT = '3s';

/**
 * Gives a shared transaction back what it began with: role, settings and no temporary tables. The moment at which the
 * step began is kept; it is what the time of the step is counted from.
 */
export const RESTORE_IN_TRANSACTION = `DO $restore$
DECLARE
  v_began text := pg_catalog.current_setting('erp.step_began', true);
BEGIN
  RESET SESSION AUTHORIZATION;
  RESET ROLE;
  RESET ALL;
  ${SETTINGS.map(([name, value]) => `PERFORM pg_catalog.set_config('${name}', '${value}', false);`).join('\n  ')}
  PERFORM pg_catalog.set_config('lock_timeout', '${LOCK_TIMEOUT}', true);
  PERFORM pg_catalog.set_config('erp.step_began', v_began, true);
  DISCARD TEMPORARY;
END
$restore$`;

/** The same for a session in which a step has run outside a transaction. */
export const RESTORE_SESSION = `RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; ${SET_SESSION} DISCARD TEMPORARY`;

/** What changes the catalog and nothing of the session. */
const DEFINES = /^(create|alter|comment|grant|revoke|drop|security)\b/i;

/**
 * Whether a statement, or a script of several, may leave something behind in its session: a setting, a role, a temporary
 * table. In doubt it does, e.g. when it calls functions.
 */
export function touchesSession(sql: string): boolean {
  const bare = sql
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, '$$')
    .replace(/--[^\n]*/g, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ');
  return bare
    .split(';')
    .map((statement) => statement.trim())
    .some(
      (statement) => statement !== '' && (!DEFINES.test(statement) || /\btemp(orary)?\b/i.test(statement)),
    );
}
