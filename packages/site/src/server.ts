import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import type { SiteFile } from './files.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** A site that is being served. */
export interface ServedSite {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the files of a site from memory, on loopback only.
 *
 * @param port 0 for one that is free.
 */
export async function serveSite(files: readonly SiteFile[], port = 0): Promise<ServedSite> {
  const texts = new Map(files.map(({ path, text }) => [`/${path}`, text]));
  const server = createServer(({ method, url = '/' }, response) => {
    const asked = askedPath(url);
    const text = method === 'GET' || method === 'HEAD' ? texts.get(asked) : undefined;
    response.writeHead(text === undefined ? 404 : 200, {
      'content-type': TYPES[extname(asked)] ?? 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
    response.end(method === 'HEAD' ? undefined : (text ?? 'Not here.\n'));
  });
  await listening(server, port);
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${chosen}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Names of pages have no letters that an address would write otherwise; what is asked for is looked up, never opened. */
function askedPath(url: string): string {
  const [path = '/'] = url.split(/[?#]/);
  return path === '/' ? '/index.html' : path;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
