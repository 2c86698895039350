import { rule as rule0001 } from './rules/0001_tenant_column.ts';
import { rule as rule0002 } from './rules/0002_tenant_column_shape.ts';
import { rule as rule0003 } from './rules/0003_primary_key.ts';
import { rule as rule0004 } from './rules/0004_rls_enabled.ts';
import { rule as rule0005 } from './rules/0005_rls_forced.ts';
import { rule as rule0006 } from './rules/0006_policy_for_grant.ts';
import { rule as rule0007 } from './rules/0007_policy_fast_shape.ts';
import { rule as rule0008 } from './rules/0008_policy_update_check.ts';
import { rule as rule0009 } from './rules/0009_policy_public.ts';
import { rule as rule0010 } from './rules/0010_policy_single.ts';
import { rule as rule0011 } from './rules/0011_public_grant.ts';
import { rule as rule0012 } from './rules/0012_client_privileges.ts';
import { rule as rule0013 } from './rules/0013_client_owner.ts';
import { rule as rule0014 } from './rules/0014_role_attributes.ts';
import { rule as rule0015 } from './rules/0015_role_membership.ts';
import { rule as rule0016 } from './rules/0016_context_functions.ts';
import { rule as rule0017 } from './rules/0017_tenant_foreign_key.ts';
import { rule as rule0018 } from './rules/0018_shared_foreign_key.ts';
import { rule as rule0019 } from './rules/0019_foreign_key_index.ts';
import { rule as rule0020 } from './rules/0020_set_null_columns.ts';
import { rule as rule0021 } from './rules/0021_no_restrict.ts';
import { rule as rule0022 } from './rules/0022_foreign_key_deferrable.ts';
import { rule as rule0023 } from './rules/0023_constraint_validated.ts';
import { rule as rule0024 } from './rules/0024_unique_led_by_tenant.ts';
import { rule as rule0025 } from './rules/0025_index_led_by_tenant.ts';
import { rule as rule0026 } from './rules/0026_redundant_index.ts';
import { rule as rule0027 } from './rules/0027_invalid_index.ts';
import { rule as rule0028 } from './rules/0028_deleted_at_index.ts';
import { rule as rule0029 } from './rules/0029_leakproof_index.ts';
import { rule as rule0030 } from './rules/0030_updated_at_trigger.ts';
import { rule as rule0031 } from './rules/0031_created_at.ts';
import { rule as rule0032 } from './rules/0032_timestamptz.ts';
import { rule as rule0033 } from './rules/0033_money_precision.ts';
import { rule as rule0034 } from './rules/0034_currency_code.ts';
import { rule as rule0035 } from './rules/0035_code_checked.ts';
import { rule as rule0036 } from './rules/0036_no_enum.ts';
import { rule as rule0037 } from './rules/0037_jsonb_default.ts';
import { rule as rule0038 } from './rules/0038_table_comment.ts';
import { rule as rule0039 } from './rules/0039_function_comment.ts';
import { rule as rule0040 } from './rules/0040_plain_names.ts';
import { rule as rule0041 } from './rules/0041_constraint_names.ts';
import { rule as rule0042 } from './rules/0042_index_names.ts';
import { rule as rule0043 } from './rules/0043_policy_and_trigger_names.ts';
import { rule as rule0044 } from './rules/0044_function_search_path.ts';
import { rule as rule0045 } from './rules/0045_definer_search_path.ts';
import { rule as rule0046 } from './rules/0046_definer_owner.ts';
import { rule as rule0047 } from './rules/0047_definer_schema.ts';
import { rule as rule0048 } from './rules/0048_public_execute.ts';
import { rule as rule0049 } from './rules/0049_view_invoker.ts';
import { rule as rule0050 } from './rules/0050_materialized_view.ts';
import { rule as rule0051 } from './rules/0051_extension_schema.ts';
import { rule as rule0052 } from './rules/0052_identity_column.ts';
import { rule as rule0053 } from './rules/0053_sequence_room.ts';
import { rule as rule0054 } from './rules/0054_links_bound.ts';
import { rule as rule0055 } from './rules/0055_ledger.ts';
import { rule as rule0056 } from './rules/0056_drift.ts';
import { rule as rule0057 } from './rules/0057_partition_closed.ts';
import { rule as rule0058 } from './rules/0058_partitions_ahead.ts';
import { rule as rule0059 } from './rules/0059_default_partition_empty.ts';
import { rule as rule0060 } from './rules/0060_temporary_objects.ts';
import { rule as rule0061 } from './rules/0061_definer_creates_nothing.ts';
import { rule as rule0062 } from './rules/0062_personal_data.ts';
import { rule as rule0063 } from './rules/0063_read_permission.ts';
import { rule as rule0064 } from './rules/0064_authors_trigger.ts';
import { rule as rule0065 } from './rules/0065_function_permission.ts';
import { rule as rule0066 } from './rules/0066_bounded_index_text.ts';
import { rule as rule0067 } from './rules/0067_finite_moments.ts';
import { rule as rule0068 } from './rules/0068_seen_text.ts';
import { rule as rule0069 } from './rules/0069_tenant_in_variable.ts';
import { rule as rule0070 } from './rules/0070_tenant_default.ts';
import { rule as rule0071 } from './rules/0071_column_comment.ts';
import { rule as rule0072 } from './rules/0072_second_call.ts';
import type { SchemaRule } from './schema-rule.ts';

/** Every rule, in the order of the numbers. A new rule takes a higher number; a number is never used again. */
export const RULES: readonly SchemaRule[] = [
  rule0001,
  rule0002,
  rule0003,
  rule0004,
  rule0005,
  rule0006,
  rule0007,
  rule0008,
  rule0009,
  rule0010,
  rule0011,
  rule0012,
  rule0013,
  rule0014,
  rule0015,
  rule0016,
  rule0017,
  rule0018,
  rule0019,
  rule0020,
  rule0021,
  rule0022,
  rule0023,
  rule0024,
  rule0025,
  rule0026,
  rule0027,
  rule0028,
  rule0029,
  rule0030,
  rule0031,
  rule0032,
  rule0033,
  rule0034,
  rule0035,
  rule0036,
  rule0037,
  rule0038,
  rule0039,
  rule0040,
  rule0041,
  rule0042,
  rule0043,
  rule0044,
  rule0045,
  rule0046,
  rule0047,
  rule0048,
  rule0049,
  rule0050,
  rule0051,
  rule0052,
  rule0053,
  rule0054,
  rule0055,
  rule0056,
  rule0057,
  rule0058,
  rule0059,
  rule0060,
  rule0061,
  rule0062,
  rule0063,
  rule0064,
  rule0065,
  rule0066,
  rule0067,
  rule0068,
  rule0069,
  rule0070,
  rule0071,
  rule0072,
];
