import { testDomain } from '@erp/testing/contract';
import domain from '../domain.ts';
import { promotionSamples } from './promotion-samples.ts';

testDomain(domain, { ...promotionSamples });
