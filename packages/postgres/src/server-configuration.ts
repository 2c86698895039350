/** How a server is to be run. */
export interface ServerOptions {
  readonly sockets: string;
  readonly port: number;
  readonly tcp: boolean;
  /** For data that nobody will miss: nothing is forced to disk. */
  readonly fast: boolean;
  readonly maxConnections: number;
  /** Where the write-ahead log is archived; nowhere when nothing is said. */
  readonly walArchive?: string | undefined;
}

/** The server's settings as arguments: the code decides them, not a file of the day the data was made. */
export function serverArguments(data: string, options: ServerOptions): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: options.tcp ? '127.0.0.1' : '',
    port: options.port,
    unix_socket_directories: options.sockets,
    unix_socket_permissions: '0700',
    max_connections: options.maxConnections,
    shared_buffers: '64MB',
    // In the data directory: containers have little /dev/shm, and a kill -9 would leave pieces there.
    dynamic_shared_memory_type: 'mmap',
    // The lock of a killed client is free after this time, and not only when its statement ends.
    client_connection_check_interval: '250ms',
    // Nobody replicates it; what a transaction writes into a table that it has made or emptied needs no log then.
    wal_level: 'minimal',
    max_wal_senders: 0,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.fast ? throwAway : {}),
    ...(options.walArchive === undefined ? {} : archiving(options.walArchive)),
  };
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

const throwAway = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '128MB',
  // A worker that looks at a template database would make the next clone of it wait.
  autovacuum: 'off',
  // Tests read in the log which rows were locked, while those of others fill it.
  wal_keep_size: '512MB',
};

/** A file has its name in the archive only when it is whole; one that is there already has to be the same. */
function archiving(folder: string): Record<string, string> {
  const file = `${quoted(folder)}/%f`;
  return {
    wal_level: 'replica',
    archive_mode: 'on',
    archive_command: `if [ -f ${file} ]; then cmp -s %p ${file}; else cp %p ${file}.tmp && mv ${file}.tmp ${file}; fi`,
    // So much is lost at most when the disk with the data is lost.
    archive_timeout: '60s',
  };
}

/** A path for the shell, in a setting in which a percent sign begins a name. */
export function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`).replaceAll('%', '%%')}'`;
}
