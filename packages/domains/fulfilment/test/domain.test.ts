import { testDomain } from '@erp/domain-contract/contract';
import domain from '../domain.ts';
import { samples } from './samples.ts';

testDomain(domain, samples);
