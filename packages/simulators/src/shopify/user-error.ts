/** What the API says to somebody whose input it cannot take; `code` only where the mutation's errors have one. */
export interface UserError {
  readonly code?: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** What came of a mutation: something, or reasons why nothing was done. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly UserError[] };

/** A mutation that did its work. */
export function done<Value>(value: Value): Outcome<Value> {
  return { ok: true, value };
}

/** A mutation that did nothing. */
export function refused(errors: readonly UserError[]): Outcome<never> {
  return { ok: false, errors };
}
