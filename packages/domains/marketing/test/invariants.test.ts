import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';
import { campaignFaults } from './campaign-invariants.ts';
import { promotionFaults } from './promotion-invariants.ts';

testInvariants(definition, { ...campaignFaults, ...promotionFaults });
