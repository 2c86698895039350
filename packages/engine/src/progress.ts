/** Told about progress, for people who watch. Times are milliseconds. */
export interface Progress {
  started(name: string, direction: 'up' | 'down'): void;
  finished(name: string, direction: 'up' | 'down', duration: number): void;
}
