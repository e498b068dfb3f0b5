/**
 * An expected outcome: a value, or a typed error. Plain data, so that it survives JSON (ADR 0001).
 * Bugs throw; everything a merchant can meet is an `Err`.
 */
export type Result<Value, Failure> = Ok<Value> | Err<Failure>;
export type Ok<Value> = { readonly ok: true; readonly value: Value };
export type Err<Failure> = { readonly ok: false; readonly error: Failure };

export function ok<Value>(value: Value): Ok<Value> {
  return { ok: true, value };
}

export function err<Failure>(error: Failure): Err<Failure> {
  return { ok: false, error };
}

/** Marks code that the compiler has proved unreachable; throws if reality disagrees. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
