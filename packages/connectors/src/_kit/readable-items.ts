import { z } from 'zod';

/** A list of which those items are taken that can be read: one that cannot does not spoil the others. For lists whose items stand for themselves only. */
export function readableItems<Item>(item: z.ZodType<Item>): z.ZodType<readonly Item[]> {
  return z.array(z.unknown()).transform((raw) =>
    raw.flatMap((each) => {
      const read = item.safeParse(each);
      return read.success ? [read.data] : [];
    }),
  );
}
