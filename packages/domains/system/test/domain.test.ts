import { testDomain } from '@erp/domain-contract/contract';
import domain from '../domain.ts';

testDomain(domain);
