import { cutConnection } from '../faults/cut-connection.ts';
import { cutsOfEachKind } from '../faults/survives.ts';

/** The connection is cut wherever that leaves something of its own. At every statement there is: `pnpm test:faults`. */
cutConnection({ where: 'each kind of statement', concerns: cutsOfEachKind, least: [1, 1, 1, 1] });
