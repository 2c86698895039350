import { type ProvidedTenant, type TenantProfile, withoutTriggers } from '@erp/kit/demo';
import type { Staff } from '@erp/kit/demo-tenant';
import { Draw, hashText, mixKey } from '@erp/kit/draw';
import { beforeStory, DAY, time } from '@erp/kit/moment';
import { asciiOf, exampleEmail, wordsOf } from '@erp/kit/words';
import type { Knex } from 'knex';
import { say } from './texts/words.ts';

/** Who works in a demo tenant: by role, with the job title. The first one owns it. */
const POSTS: readonly { readonly role: Staff['role']; readonly title: string }[] = [
  { role: 'owner', title: 'Founder' },
  { role: 'admin', title: 'Administrator' },
  { role: 'manager', title: 'Head of sales' },
  { role: 'member', title: 'Sales' },
  { role: 'member', title: 'Sales' },
  { role: 'member', title: 'Customer care' },
  { role: 'member', title: 'Fulfilment' },
  { role: 'viewer', title: 'Accountant' },
];

const TABLES = [
  'sys_tenants',
  'sys_users',
  'sys_tenant_members',
  'sys_roles',
  'sys_role_permissions',
  'sys_user_roles',
];

/**
 * Makes the tenants that are not there, each with an owner, an administrator, a manager, four members and a viewer,
 * all of whom can sign in, and an open invitation.
 *
 * @returns number and people of every tenant asked for, new or not.
 */
export async function provideTenants(
  trx: Knex,
  profiles: readonly TenantProfile[],
): Promise<readonly ProvidedTenant[]> {
  const there = new Set(
    await trx('sys_tenants')
      .whereNull('deleted_at')
      .whereIn(
        'slug',
        profiles.map((p) => p.slug),
      )
      .pluck('slug'),
  );
  const missing = profiles.filter((profile) => !there.has(profile.slug));
  if (missing.length > 0) {
    const ownAccounts = await hasStandIn(trx);
    await withoutTriggers(trx, TABLES, async () => {
      for (const profile of missing) await provideTenant(trx, profile, ownAccounts);
    });
  }
  const answer = await trx.raw<{ rows: { slug: string; id: string; user: string; role: Staff['role'] }[] }>(
    `SELECT t.slug, t.id, u.user_id AS "user", r.template_key AS role
     FROM sys_tenants t
     JOIN sys_user_roles u ON u.tenant_id = t.id
     JOIN sys_roles r ON r.tenant_id = u.tenant_id AND r.id = u.role_id AND r.template_key IS NOT NULL
     WHERE t.deleted_at IS NULL AND t.slug = ANY (?) ORDER BY t.id, u.user_id`,
    [profiles.map((profile) => profile.slug)],
  );
  const found = new Map<string, { slug: string; id: number; staff: Staff[] }>();
  for (const row of answer.rows) {
    const tenant = found.get(row.slug) ?? { slug: row.slug, id: Number(row.id), staff: [] };
    tenant.staff.push({ userId: Number(row.user), role: row.role });
    found.set(row.slug, tenant);
  }
  return [...found.values()];
}

/** Takes a tenant away with all that belongs to it, and its invented people where they belong to no other one. */
export async function removeTenant(
  trx: Knex,
  tenant: { readonly id: number; readonly slug: string },
): Promise<void> {
  const answer = await trx.raw<{ rows: { id: string; account: string | null }[] }>(
    `SELECT u.id, u.auth_user_id AS account FROM sys_users u
     JOIN sys_tenant_members m ON m.user_id = u.id AND m.tenant_id = :id
     WHERE u.email LIKE '%@%.example.com'
       AND NOT EXISTS (SELECT FROM sys_tenant_members o WHERE o.user_id = u.id AND o.tenant_id <> :id)`,
    { id: tenant.id },
  );
  await trx.raw('SELECT app.erase_tenant(?, ?)', [tenant.id, tenant.slug]);
  const people = answer.rows;
  await trx('sys_users')
    .whereIn(
      'id',
      people.map((person) => person.id),
    )
    .delete();
  if (await hasStandIn(trx)) {
    const accounts = people.flatMap((person) => (person.account === null ? [] : [person.account]));
    await trx('auth.users').whereIn('id', accounts).delete();
  }
}

/** Who works for a tenant: invented people, one for each post. */
function peopleOf(profile: TenantProfile, ownAccounts: boolean) {
  return POSTS.map(({ role, title }, index) => {
    const draw = new Draw(mixKey(hashText('sys_users.person'), profile.key, index));
    const { firstNames, lastNames } = wordsOf({ ...profile, id: 0, staff: [] });
    const first = draw.pick(firstNames);
    const last = draw.pick(lastNames);
    const email = exampleEmail(first, last, index + 1).replace('@', `@${profile.slug}.`);
    return { role, title, name: `${first} ${last}`, email, account: ownAccounts ? uuidOf(draw) : null };
  });
}

async function provideTenant(trx: Knex, profile: TenantProfile, ownAccounts: boolean): Promise<void> {
  const founded = time(beforeStory(profile, 31));
  const people = peopleOf(profile, ownAccounts);
  if (ownAccounts) {
    await trx('auth.users').insert(
      people.map(({ account, email }) => ({ id: account, email, created_at: founded })),
    );
  }
  const users = await trx('sys_users')
    .insert(
      people.map(({ account, email, name }) => ({
        auth_user_id: account,
        email,
        full_name: name,
        locale: profile.locale,
        timezone: profile.timezone,
        created_at: founded,
        updated_at: founded,
      })),
    )
    .returning('id');
  const ids = users.map((user) => user.id).sort((a, b) => Number(a) - Number(b));
  const options = { timezone: profile.timezone, locale: profile.locale, billing_plan: 'demo' };
  const answer = await trx.raw<{ rows: { id: string }[] }>('SELECT app.provision_tenant(?, ?, ?, ?) AS id', [
    profile.slug,
    profile.name,
    ids[0] ?? null,
    JSON.stringify(options),
  ]);
  const tenant = answer.rows[0]?.id as string;
  const stamp = { created_at: founded, updated_at: founded };

  await trx('sys_tenant_members').insert(
    people.slice(1).map(({ name }, index) => ({
      tenant_id: tenant,
      user_id: ids[index + 1] as string,
      display_name: name,
    })),
  );
  for (const [index, { title }] of people.entries()) {
    await trx('sys_tenant_members')
      .where({ tenant_id: tenant, user_id: ids[index] as string })
      .update({
        title: say(profile, title),
        department: say(profile, title === 'Fulfilment' ? 'Warehouse' : 'Office'),
        manager_user_id: index === 0 ? null : (ids[index > 2 ? 2 : 0] as string),
        joined_at: founded,
        ...stamp,
      });
  }
  await trx.raw(
    `INSERT INTO sys_user_roles (tenant_id, user_id, role_id, assigned_by)
     SELECT r.tenant_id, p.user_id, r.id, ?::bigint
     FROM unnest(?::bigint[], ?::text[]) WITH ORDINALITY AS p (user_id, role, position)
     JOIN sys_roles r ON r.tenant_id = ?::bigint AND r.template_key = p.role ORDER BY p.position`,
    [ids[0] as string, ids.slice(1), people.slice(1).map(({ role }) => role), tenant],
  );
  for (const table of ['sys_role_permissions', 'sys_user_roles']) {
    await trx(table).where('tenant_id', tenant).update(stamp);
  }
  await nameRoles(trx, profile, tenant, stamp);
  await trx('sys_tenants')
    .where('id', tenant)
    .update({ metadata: { demo: true }, ...stamp });
  await trx('sys_users').whereIn('id', ids).update({ primary_tenant_id: tenant });
  await inviteStaff(trx, tenant, founded);
  await inviteSomebody(trx, profile, tenant, ids[1] as string);
  await trx.raw(
    `WITH sequence AS (
       INSERT INTO sys_document_sequences (tenant_id, kind, prefix, created_at, updated_at)
       VALUES (:tenant, 'offer', 'OFF-', :founded, :founded) RETURNING tenant_id, id
     )
     INSERT INTO sys_document_counters (tenant_id, sequence_id, period, next_value, created_at, updated_at)
     SELECT tenant_id, id, :period, 1, :founded, :founded FROM sequence`,
    { tenant, founded, period: String(new Date(profile.until).getUTCFullYear()) },
  );
}

/** Roles begin with English names; the people call them in their language. */
async function nameRoles(trx: Knex, profile: TenantProfile, tenant: string, stamp: object): Promise<void> {
  const roles = await trx('sys_roles').where('tenant_id', tenant).select('id', 'name', 'description');
  for (const { id, name, description } of roles) {
    const said = { name: say(profile, name), description: say(profile, description) };
    await trx('sys_roles')
      .where({ tenant_id: tenant, id })
      .update({ ...said, ...stamp });
  }
}

/** The invitations by which the members joined: all but the owner, who made the tenant. */
async function inviteStaff(trx: Knex, tenant: string, founded: string): Promise<void> {
  await trx.raw(
    `INSERT INTO sys_tenant_invitations
       (tenant_id, email, role_id, token_hash, expires_at, invited_by, accepted_at, accepted_by, created_at, updated_at)
     SELECT u.tenant_id, p.email, u.role_id, sha256(convert_to('demo ' || p.email, 'UTF8')), :founded::timestamptz + interval '7 days',
       u.assigned_by, :founded::timestamptz, u.user_id, :founded::timestamptz, :founded::timestamptz
     FROM sys_user_roles u JOIN sys_users p ON p.id = u.user_id
     WHERE u.tenant_id = :tenant AND u.assigned_by IS NOT NULL ORDER BY u.user_id`,
    { tenant, founded },
  );
}

/** An invitation that nobody has taken up; its token is known to nobody. */
async function inviteSomebody(trx: Knex, profile: TenantProfile, tenant: string, by: string): Promise<void> {
  const sent = time(beforeStory({ timezone: profile.timezone, since: profile.until }, 2));
  await trx.raw(
    `INSERT INTO sys_tenant_invitations (tenant_id, email, role_id, token_hash, expires_at, invited_by, created_at, updated_at)
     SELECT r.tenant_id, ?, r.id, sha256(convert_to(?, 'UTF8')), ?::timestamptz, ?, ?::timestamptz, ?::timestamptz
     FROM sys_roles r WHERE r.tenant_id = ? AND r.template_key = 'member'`,
    [
      `newcomer@${asciiOf(profile.slug)}.example.com`,
      `demo ${profile.key}`,
      time(profile.until + 12 * DAY),
      by,
      sent,
      sent,
      tenant,
    ],
  );
}

/** Whether the login accounts are our own stand-in: those of an authentication service are not ours to make. */
async function hasStandIn(trx: Knex): Promise<boolean> {
  const answer = await trx.raw<{ rows: { ours: boolean }[] }>(
    `SELECT pg_catalog.obj_description(to_regnamespace('auth'), 'pg_namespace') IS NOT NULL AND NOT EXISTS (
       SELECT FROM pg_attribute WHERE attrelid = to_regclass('auth.users') AND attname = 'encrypted_password'
     ) AS ours`,
  );
  return answer.rows[0]?.ours === true;
}

function uuidOf(draw: Draw): string {
  const hex = Array.from({ length: 32 }, () => draw.integer(0, 15).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
