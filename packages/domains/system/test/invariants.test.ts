import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';

testInvariants(definition, {
  tenant_has_owner: "UPDATE sys_tenant_members SET status = 'suspended'",
  owner_holds_all_permissions: 'DELETE FROM sys_role_permissions',
  counter_ahead_of_start: `
    WITH sequence AS (
      INSERT INTO sys_document_sequences (tenant_id, kind, start_value)
      SELECT id, 'quote', 500 FROM sys_tenants RETURNING tenant_id, id
    )
    INSERT INTO sys_document_counters (tenant_id, sequence_id, next_value) SELECT tenant_id, id, 3 FROM sequence`,
});
