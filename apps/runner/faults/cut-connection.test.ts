import { cutConnection } from './cut-connection.ts';
import { around } from './survives.ts';

jest.setTimeout(24 * 60 * 60_000);

cutConnection({ where: 'every statement', concerns: around, least: [41, 31, 21, 21] });
