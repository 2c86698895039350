import type { Story } from './cast.ts';

export const story: Story = {
  domain: 'tasks',
  title: 'a project has its work done in the order in which one thing waits for another',
  async tell({ manager, member }) {
    const project = await manager.calls('create_project', {
      code: 'SHOW',
      title: 'Autumn show',
      details: { members: [{ user_id: member.id, role: 'member' }] },
    });
    const task = (title: string) =>
      manager.calls('create_task', { project_id: project, title, assigned_to: member.id });
    const [rooms, guests] = [await task('Rent the rooms'), await task('Invite the guests')];
    await manager.calls('add_dependency', { task_id: guests, depends_on_task_id: rooms });
    await expect(
      manager.calls('add_dependency', { task_id: rooms, depends_on_task_id: guests }),
    ).rejects.toMatchObject({ code: '23514' });

    const move = (id: string, to: string) => member.calls<boolean>('transition_task', { task_id: id, to });
    await move(guests, 'in_progress');
    await expect(move(guests, 'done')).rejects.toMatchObject({ code: '55000' });
    await member.calls('comment_task', { task_id: guests, content: 'Waits.', mentions: [manager.id] });
    for (const id of [rooms, guests]) for (const to of ['in_progress', 'done']) await move(id, to);
    expect(await manager.calls<boolean>('transition_project', { project_id: project, to: 'completed' })).toBe(
      true,
    );
    expect(await member.sees('task_watcher', { task_id: guests, staff_id: manager.id })).toHaveLength(1);
  },
};
