import { existsSync } from 'node:fs';

/** Where a Chromium of the distribution lies; undefined on a machine that has none, whose tests in a browser are skipped. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

/** As root Chromium has no sandbox; what tests and pictures open is of this checkout alone. */
export const CHROMIUM_ARGUMENTS = ['--no-sandbox', '--disable-gpu'];
