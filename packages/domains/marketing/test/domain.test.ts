import { testDomain } from '@erp/testing/contract';
import domain from '../domain.ts';
import { samples } from './samples.ts';

testDomain(domain, samples);
