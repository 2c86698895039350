import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect garbage before it takes more memory from the machine. What a row is made of is garbage a moment later;
 * left alone, V8 takes as much again as is in use, and more where the processors are busy.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=30');
  // The server is at work on the other processors: threads that help to collect would wait for one.
  setFlagsFromString('--no-parallel-scavenge');
}
