import type { z } from 'zod';
import { err, ok, type Result } from '@quayside/core/domain/result';
import type { HttpAnswer } from './call-outcome.ts';

/**
 * Reads a JSON body. Hosts, firewalls and maintenance pages answer HTML with any status, so the content type is checked first.
 *
 * @param parse for platforms whose JSON needs more care than `JSON.parse`.
 * @returns `undefined` when it is not JSON.
 */
export function parseJsonBody(
  answer: Pick<HttpAnswer, 'headers' | 'body'>,
  parse: (text: string) => unknown = JSON.parse,
): unknown {
  const type = answer.headers['content-type'] ?? '';
  if (!/\bjson\b/i.test(type)) return undefined;
  try {
    return parse(answer.body);
  } catch {
    return undefined;
  }
}

/** Checks a value against what we need of it. The problem names paths and kinds only, never values: it goes to the log. */
export function readAs<Value>(schema: z.ZodType<Value>, value: unknown): Result<Value, string> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'value'} (${issue.code})`);
  return err(problems.slice(0, 5).join(', '));
}
