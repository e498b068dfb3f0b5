/** The environment, for programs that put processes together (apps read it through `runProcess`). */
export {
  childEnvironment,
  hasDisplay,
  readEnvironment,
  repositoryRoot,
  type Environment,
} from '@quayside/runtime/env';

/**
 * Flags of Node for processes that run a worker. A worker's live memory is about 70 MB (docs/PERFORMANCE.md); without a bound the collector of a large
 * machine lets several hundred megabytes of garbage stand.
 */
export const workerNodeFlags: readonly string[] = ['--max-old-space-size=512'];
