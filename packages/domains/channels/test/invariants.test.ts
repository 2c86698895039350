import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';

testInvariants(definition, {
  living_page_on_living_platform: 'UPDATE channels_platforms SET deleted_at = now()',
});
