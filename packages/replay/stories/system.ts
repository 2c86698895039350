import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row } from '../src/row.ts';
import { OUTSIDE } from '../src/step.ts';
import { type DomainStories, type StoryBuilder, storiesOf } from '../src/story.ts';

/** Who belongs to the tenant and may do what; its brands, stores and numbers. */
export const system: DomainStories = {
  domain: 'system',
  stories(demo) {
    const owner = ownerOf(demo);
    const { told, tell } = storiesOf(demo, 'system', owner);

    tell('the tenant is signed up with its roles and its owner', (story) => {
      // A tenant begins with English names.
      for (const role of demo.rows('sys_roles'))
        story.step(role.updated_at, owner, 'call a role what the people do', (player) =>
          player.update('sys_roles', role, ['name', 'description']),
        );
      story.expect('sys_roles', demo.rows('sys_roles'));
      story.expect('sys_role_permissions', demo.rows('sys_role_permissions'));
      story.expect('sys_tenant_members', demo.of('sys_tenant_members', 'user_id', owner));
      story.expect('sys_user_roles', demo.of('sys_user_roles', 'user_id', owner));
    });
    for (const invitation of demo.rows('sys_tenant_invitations')) {
      const [member] = demo.of('sys_tenant_members', 'user_id', invitation.accepted_by);
      const title = member
        ? `${member.display_name} joins as ${member.title}`
        : `${invitation.email} is invited`;
      tell(title, (story) => tellInvitation(demo, story, invitation, member));
    }
    for (const member of demo.rows('sys_tenant_members')) {
      tell(`${member.display_name} gets a desk`, (story) => {
        story.afterwards(member.joined_at, owner, 'say what the member does', (player) =>
          player.ask(
            'UPDATE sys_tenant_members SET title = $1, department = $2, manager_user_id = $3 WHERE user_id = $4',
            [member.title, member.department, member.manager_user_id, member.user_id],
          ),
        );
      });
    }
    tell('documents are numbered', (story) => {
      for (const sequence of demo.rows('sys_document_sequences'))
        story.insert('sys_document_sequences', sequence);
    });
    tell('brands and stores are set up', (story) => {
      for (const brand of demo.rows('sys_brands')) story.insert('sys_brands', brand);
      for (const store of demo.rows('sys_stores')) story.insert('sys_stores', store);
    });
    return told;
  },
  pairs: { sys_role_permissions: { within: ['role_id', 'permission_id'], order: [] } },
  leftOut: {
    sys_demo_seeds: 'Which seeds made the demo.',
    sys_document_counters:
      'The demo leaves room for the numbers of a larger one; what is drawn is compared with the documents.',
  },
  notDerivable: { sys_tenant_invitations: { token_hash: 'A secret that is drawn anew each time.' } },
};

/** Somebody is invited, and may accept it. */
function tellInvitation(demo: Demo, story: StoryBuilder, invitation: Row, member: Row | undefined): void {
  const days =
    (Date.parse(String(invitation.expires_at)) - Date.parse(String(invitation.created_at))) / 86_400_000;
  let token = '';
  story.step(invitation.created_at, invitation.invited_by, 'invite', async (player) => {
    const role = player.id('sys_roles', invitation.role_id);
    token = await player.call('create_invitation', {
      email: invitation.email,
      role_id: role,
      valid_for: `${days} days`,
    });
    player.made('sys_tenant_invitations', invitation, token.split('.')[1]);
  });
  story.expect('sys_tenant_invitations', [invitation]);
  if (member === undefined) return;
  story.step(invitation.accepted_at, OUTSIDE, 'accept the invitation', (player) =>
    player.call('accept_invitation', { token, user_id: invitation.accepted_by }),
  );
  story.expect('sys_tenant_members', [member]);
  story.expect('sys_user_roles', demo.of('sys_user_roles', 'user_id', member.user_id));
}
