import { testDomain } from '@erp/testing/contract';
import domain from '../domain.ts';

testDomain(domain);
