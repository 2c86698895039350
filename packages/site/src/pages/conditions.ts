/** SQLSTATEs of the conditions that functions raise by name, from PostgreSQL's appendix of error codes. */
const SQLSTATES: Record<string, string> = {
  check_violation: '23514',
  datetime_field_overflow: '22008',
  exclusion_violation: '23P01',
  feature_not_supported: '0A000',
  foreign_key_violation: '23503',
  insufficient_privilege: '42501',
  invalid_parameter_value: '22023',
  lock_not_available: '55P03',
  no_data_found: 'P0002',
  object_not_in_prerequisite_state: '55000',
  program_limit_exceeded: '54000',
  restrict_violation: '23001',
  serialization_failure: '40001',
  undefined_table: '42P01',
  unique_violation: '23505',
};

/** A condition as its SQLSTATE and name: `23505 unique_violation`. */
export function conditionShown(condition: string): string {
  const state = SQLSTATES[condition];
  return state === undefined ? condition : `${state} ${condition}`;
}
