import type { Invariant } from '@erp/kit/invariant';

/** What the staff of a demo did, as its rows have it. */
export interface Deeds {
  /** A SELECT of `tenant_id`, `key` (names the row for people), `staff` and `at`: only rows that the demo has made. */
  readonly sql: string;
  /** A table of theirs: the tenants for which it was seeded are those of the demo. */
  readonly table: string;
}

/** The day of whoever works, by the clock of the tenant; a shift of the roster and what is finished after it. */
const DAY = "'07:00' AND '21:00'";

/** The rule that staff does something by day, by the clock of its tenant; what is done by nobody is left out. */
export function staffActsByDay(name: string, says: string, { sql, table }: Deeds): Invariant {
  return {
    name,
    about: 'demo',
    says,
    sql: `
      SELECT e.tenant_id, e.key, 'by ' || e.staff || ' at ' || to_char(e.at AT TIME ZONE t.timezone, 'HH24:MI') AS found
      FROM (${sql}
      ) e
      JOIN sys_tenants t ON t.id = e.tenant_id
      JOIN sys_demo_seeds d ON d.tenant_id = e.tenant_id AND d.table_name = '${table}'
      WHERE e.staff IS NOT NULL AND (e.at AT TIME ZONE t.timezone)::time NOT BETWEEN ${DAY}`,
  };
}

/** The rule that nobody does something while on leave; asked where workforce says who is. */
export function nobodyActsOnLeave(name: string, says: string, { sql, table }: Deeds): Invariant {
  return {
    name,
    about: 'demo',
    says,
    needs: ['workforce'],
    // Leave first: it is little beside all the shifts of a story.
    sql: `
      WITH leave AS MATERIALIZED (
        SELECT tenant_id, staff_id, start_time, end_time FROM schedule
        WHERE leave_type_id IS NOT NULL AND status = 'confirmed'
      )
      SELECT e.tenant_id, e.key, 'by ' || e.staff || ', who was away from ' || a.start_time AS found
      FROM (${sql}
      ) e
      JOIN sys_demo_seeds d ON d.tenant_id = e.tenant_id AND d.table_name = '${table}'
      JOIN leave a ON a.tenant_id = e.tenant_id AND a.staff_id = e.staff AND e.at >= a.start_time AND e.at < a.end_time`,
  };
}
