import type { Variant } from '../domain/variant.ts';

/** A variant before and after a read; `null` where there was none before. */
export interface VariantChange {
  readonly before: Variant | null;
  readonly after: Variant;
}
