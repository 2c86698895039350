import { createTenantTable, email, memberForeign, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Invitations to a tenant: the token is known to the invited person alone. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'sys_tenant_invitations', { write: 'members.manage' }, (table) => {
    table.comment('An invitation to join a tenant, good for one use until it expires.');
    email(table, 'email').notNullable().comment('Address of the invited person, in lower case.');
    table.bigInteger('role_id').notNullable().comment('Role that the person will hold.');
    table
      .specificType('token_hash', 'bytea')
      .notNullable()
      .comment('SHA-256 of the secret; the secret is stored nowhere.');
    table
      .timestamp('expires_at', { useTz: true })
      .notNullable()
      .defaultTo(knex.raw("now() + interval '7 days'"))
      .comment('No longer good from here on.');
    table.bigInteger('invited_by').comment('Member who invites.');
    table.timestamp('accepted_at', { useTz: true }).comment('When it was used.');
    table.bigInteger('accepted_by').comment('Member who used it.');
    table.timestamp('revoked_at', { useTz: true }).comment('When it was taken back.');
    table.check('expires_at > created_at', [], 'ck_sys_tenant_invitations_expires_at');
    table.check('octet_length(token_hash) = 32', [], 'ck_sys_tenant_invitations_token_hash');
    table.check('accepted_at IS NULL OR revoked_at IS NULL', [], 'ck_sys_tenant_invitations_outcome');
    table.unique(['tenant_id', 'email'], {
      indexName: 'uq_sys_tenant_invitations_open',
      useConstraint: false,
      predicate: knex.whereRaw('accepted_at IS NULL AND revoked_at IS NULL'),
    });
    tenantForeign(table, 'role_id', 'sys_roles').onDelete('CASCADE');
    memberForeign(table, 'invited_by');
    memberForeign(table, 'accepted_by');
    tenantRoot(table);
  });
  await knex.raw('REVOKE INSERT, UPDATE, DELETE ON sys_tenant_invitations FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sys_tenant_invitations');
}
