import type { PlanRule } from './plan-rule.ts';
import { COLUMN_RULES } from './rules/column-rules.ts';
import { CONSTRAINT_RULES } from './rules/constraint-rules.ts';
import { INDEX_RULES } from './rules/index-rules.ts';
import { PARTITION_RULES } from './rules/partition-rules.ts';
import { RELEASE_RULES } from './rules/release-rules.ts';
import { ROW_SECURITY_RULES } from './rules/row-security-rules.ts';
import { WHOLE_TABLE_RULES } from './rules/whole-table-rules.ts';

/** Every rule; docs/analyze.md has a line about each. */
export const RULES: readonly PlanRule[] = [
  ...INDEX_RULES,
  ...CONSTRAINT_RULES,
  ...COLUMN_RULES,
  ...RELEASE_RULES,
  ...ROW_SECURITY_RULES,
  ...WHOLE_TABLE_RULES,
  ...PARTITION_RULES,
];
