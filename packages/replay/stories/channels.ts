import { ownerOf } from '../src/empty-tenant.ts';
import { type DomainStories, storiesOf } from '../src/story.ts';

/** Where the tenant meets its customers. */
export const channels: DomainStories = {
  domain: 'channels',
  stories(demo) {
    const { told, tell } = storiesOf(demo, 'channels', ownerOf(demo));
    for (const platform of demo.rows('channels_platforms')) {
      tell(`${platform.name} is joined with its pages`, (story) => {
        story.insert('channels_platforms', platform);
        for (const page of demo.of('channels_platform_pages', 'platform_id', platform.id))
          story.insert('channels_platform_pages', page);
      });
    }
    return told;
  },
};
