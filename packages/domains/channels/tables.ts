/** Row types of channels, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface ChannelsPlatformPagesRow {
  tenant_id: string;
  id: string;
  platform_id: string;
  brand_id: string | null;
  name: string;
  entity_id: string | null;
  entity_id_secondary: string | null;
  status: 'active' | 'inactive';
  reach: string;
  engagement: string;
  budget: string | null;
  credential_reference: string | null;
  token_expires_at: Date | null;
  connection_state: 'not_connected' | 'connected' | 'reauthorization_needed';
  metadata: unknown;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface ChannelsPlatformsRow {
  tenant_id: string;
  id: string;
  brand_id: string | null;
  name: string;
  platform_type:
    | 'facebook'
    | 'instagram'
    | 'youtube'
    | 'google_ads'
    | 'tiktok'
    | 'zalo'
    | 'email'
    | 'linkedin'
    | 'twitter'
    | 'pinterest';
  status: 'active' | 'inactive';
  total_budget: string | null;
  currency_code: string;
  metadata: unknown;
  deleted_at: Date | null;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    channels_platform_pages: Knex.CompositeTableType<
      ChannelsPlatformPagesRow,
      Inserted<ChannelsPlatformPagesRow, 'platform_id' | 'name'>,
      Updated<ChannelsPlatformPagesRow>
    >;
    channels_platforms: Knex.CompositeTableType<
      ChannelsPlatformsRow,
      Inserted<ChannelsPlatformsRow, 'name' | 'platform_type' | 'currency_code'>,
      Updated<ChannelsPlatformsRow>
    >;
  }
}
