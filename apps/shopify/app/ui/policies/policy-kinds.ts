import type { PolicyKind } from './rules-draft.ts';

/** In the order in which they are shown. */
export const policyKinds = [
  'selling',
  'synchronization',
  'shipping',
] as const satisfies readonly PolicyKind[];
