import type { Client } from 'pg';
import type { Demo } from './demo.ts';
import type { Cast } from './player.ts';
import { numberOf, type Row, text } from './row.ts';

/**
 * Makes the tenant that stories are played on, the way that a service signs one up: at the moment and for the owner of
 * the demo's. Users are shared by all tenants, so its people are the same.
 *
 * @returns its number.
 */
export async function provideEmptyTenant(owner: Client, demo: Demo, cast: Cast): Promise<string> {
  const { rows } = await owner.query<{ tenant: Row; tenants: string }>(
    'SELECT to_jsonb(t) AS tenant, (SELECT count(*) FROM public.sys_tenants) AS tenants FROM public.sys_tenants t WHERE t.id = $1',
    [demo.tenant],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`There is no tenant ${demo.tenant}.`);
  const { slug, name, timezone, locale, billing_plan, settings, created_at } = found.tenant;
  await owner.query("SELECT set_config('replay.now', $1, false)", [created_at]);
  const made = await owner.query<{ id: string }>('SELECT app.provision_tenant($1, $2, $3, $4) AS id', [
    `${text(slug)}-replay-${found.tenants}`,
    name,
    ownerOf(demo),
    JSON.stringify({ timezone, locale, billing_plan, settings }),
  ]);
  await owner.query("SELECT set_config('replay.now', '', false)");
  const tenant = made.rows[0]?.id as string;
  cast.numbers.set(`sys_tenants:${demo.tenant}`, tenant);
  await pairRoles(owner, demo, cast, tenant);
  return tenant;
}

/** The member who owns a demo tenant. */
export function ownerOf(demo: Demo): string {
  const [role] = demo.of('sys_roles', 'template_key', 'owner');
  const [held] = demo.of('sys_user_roles', 'role_id', role?.id);
  return text(held?.user_id);
}

/** Roles come with the tenant; later steps name them. */
async function pairRoles(owner: Client, demo: Demo, cast: Cast, tenant: string): Promise<void> {
  const { rows } = await owner.query<{ id: string; key: string }>(
    'SELECT id, key FROM public.sys_roles WHERE tenant_id = $1',
    [tenant],
  );
  for (const { id, key } of rows) {
    const [role] = demo.of('sys_roles', 'key', key);
    if (role !== undefined) cast.numbers.set(`sys_roles:${numberOf(role)}`, id);
  }
}
