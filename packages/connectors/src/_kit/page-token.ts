import type { z } from 'zod';

/** Packs where a reading stands into the opaque text that core keeps between two pages. */
export function packPageToken(position: unknown): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

/** @returns `undefined` when the text is not a token of this shape (of another version, or broken). */
export function unpackPageToken<Position>(token: string, schema: z.ZodType<Position>): Position | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
