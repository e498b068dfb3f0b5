/** The environment, for programs that put processes together (apps read it through `runProcess`). */
export { childEnvironment, readEnvironment, repositoryRoot, type Environment } from '@quayside/runtime/env';
