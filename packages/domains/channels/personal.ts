import { personalData } from '@erp/kit/personal';

/** The tables of channels hold nothing about people. */
export const personal = personalData({
  channels_platforms: { none: ['name', 'metadata'] },
  channels_platform_pages: {
    none: ['name', 'entity_id', 'entity_id_secondary', 'credential_reference', 'metadata'],
  },
});
