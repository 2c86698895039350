import type { Story } from './cast.ts';

export const story: Story = {
  domain: 'omnichannel',
  title: 'a question that a network delivers twice is answered once, and the conversation is closed',
  async tell({ owner, member }) {
    const brand = await owner.writes('sys_brands', { code: 'lights', name: 'Lights' });
    const network = await owner.writes('channels_platforms', {
      brand_id: brand,
      name: 'Facebook',
      platform_type: 'facebook',
      currency_code: 'EUR',
    });
    const page = await owner.writes('channels_platform_pages', { platform_id: network, name: 'Lights' });
    const deliver = () =>
      owner.calls('receive_message', {
        page_id: page,
        platform_user_id: 'fb-17',
        external_message_id: 'm-1',
        message: 'Is the lamp there?',
      });
    const question = await deliver();
    expect(await deliver()).toBe(question);

    const [{ conversation_id: conversation } = {}] = await member.sees('omnichannel_message', {
      id: question,
    });
    expect(
      await member.calls<boolean>('assign_conversation', {
        conversation_id: conversation,
        user_id: member.id,
        only_if_free: true,
      }),
    ).toBe(true);
    const answer = await member.calls('send_message', {
      conversation_id: conversation,
      message: 'It is.',
      idempotency_key: 'answer to m-1',
    });
    for (const status of ['sent', 'delivered', 'read'])
      await owner.calls('record_message_delivery', {
        message_id: answer,
        status,
        external_message_id: 'm-2',
      });
    await member.calls('transition_conversation', { conversation_id: conversation, to: 'resolved' });
    expect(await member.sees('omnichannel_conversation', { id: conversation })).toMatchObject([
      { status: 'resolved', message_count: 2, assigned_to: member.id },
    ]);
  },
};
