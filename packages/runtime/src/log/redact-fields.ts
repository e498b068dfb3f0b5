import { isSensitiveField } from './sensitive-field.ts';

const deepest = 8;
const longestList = 100;
const longestText = 8_000;

/**
 * Plain JSON of what was logged, without secrets: values under sensitive names are dropped, all other text passes through
 * `redact`. Never throws, whatever it is given: cycles, getters that throw, huge lists, errors with causes.
 */
export function redactFields(
  fields: Readonly<Record<string, unknown>>,
  redact: (text: string) => string,
): Record<string, unknown> {
  const seen = new WeakSet<object>();

  function value(input: unknown, depth: number): unknown {
    switch (typeof input) {
      case 'string':
        return text(input);
      case 'number':
      case 'bigint': {
        const spelled = String(input);
        const redacted = redact(spelled);
        if (redacted !== spelled) return redacted;
        return typeof input === 'number' && Number.isFinite(input) ? input : spelled;
      }
      case 'boolean':
      case 'undefined':
        return input;
      case 'object':
        return input === null ? null : object(input, depth);
      default:
        return `[${typeof input}]`;
    }
  }

  function object(input: object, depth: number): unknown {
    if (seen.has(input)) return '[again]';
    if (depth >= deepest) return '[deep]';
    seen.add(input);
    try {
      if (input instanceof Error) return error(input, depth);
      if (input instanceof Date)
        return Number.isNaN(input.getTime()) ? '[invalid date]' : input.toISOString();
      if (input instanceof URL) return text(input.href);
      if (ArrayBuffer.isView(input) || input instanceof ArrayBuffer) return `[${input.byteLength} bytes]`;
      if (Array.isArray(input)) return list(input, depth);
      if (input instanceof Set) return list([...input], depth);
      if (input instanceof Map)
        return entries(
          [...input].map(([key, each]) => [String(key), each] as const),
          depth,
        );
      const toJson: unknown = (input as { toJSON?: unknown }).toJSON;
      if (typeof toJson === 'function') return value(toJson.call(input), depth + 1);
      return entries(readable(input), depth);
    } catch {
      return '[unreadable]';
    } finally {
      seen.delete(input);
    }
  }

  function list(input: readonly unknown[], depth: number): unknown[] {
    const shown = input.slice(0, longestList).map((each) => value(each, depth + 1));
    return input.length > longestList ? [...shown, `[${input.length - longestList} more]`] : shown;
  }

  function entries(pairs: readonly (readonly [string, unknown])[], depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [key, each] of pairs.slice(0, longestList)) {
      const name = text(key);
      result[name] =
        isSensitiveField(key) && each !== null && each !== undefined ? '[redacted]' : value(each, depth + 1);
    }
    if (pairs.length > longestList) result['…'] = `[${pairs.length - longestList} more]`;
    return result;
  }

  function error(input: Error, depth: number): Record<string, unknown> {
    // `name` would be dropped as a person's: what kind of error it is goes under `type`.
    const own = entries(
      readable(input).filter(([key]) => !['name', 'message', 'stack', 'cause', 'errors'].includes(key)),
      depth,
    );
    const result: Record<string, unknown> = {
      type: text(input.name),
      message: text(input.message),
      ...(typeof input.stack === 'string' ? { stack: text(input.stack) } : {}),
      ...own,
    };
    if (input.cause !== undefined) result['cause'] = value(input.cause, depth + 1);
    if (input instanceof AggregateError) result['errors'] = list(input.errors, depth);
    return result;
  }

  function text(input: string): string {
    // Hidden first and cut second: half a secret would not be recognised.
    const redacted = redact(input);
    return redacted.length > longestText ? `${redacted.slice(0, longestText)}…` : redacted;
  }

  return entries(readable(fields), 0);
}

function readable(input: object): (readonly [string, unknown])[] {
  return Object.keys(input).map((key) => {
    try {
      return [key, (input as Record<string, unknown>)[key]] as const;
    } catch {
      return [key, '[unreadable]'] as const;
    }
  });
}
