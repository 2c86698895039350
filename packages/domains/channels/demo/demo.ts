import type { AnyFactory } from '@erp/kit/factory';
import { platformPages } from '../factories/platform-pages.ts';
import { platforms } from '../factories/platforms.ts';

/** In the order in which they are loaded. */
export const factories: readonly AnyFactory[] = [platforms, platformPages];
