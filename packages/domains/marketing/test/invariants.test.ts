import { testInvariants } from '@erp/testing/invariants';
import definition from '../domain.ts';
import { promotionFaults } from './promotion-invariants.ts';

testInvariants(definition, { ...promotionFaults });
