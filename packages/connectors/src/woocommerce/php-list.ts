import { z } from 'zod';

/** A list; PHP sends one with gaps as an object. What does not fit is left out. */
export function phpList<Item>(item: z.ZodType<Item>) {
  return z
    .unknown()
    .transform((shown) =>
      (typeof shown === 'object' && shown !== null ? Object.values(shown) : []).flatMap((each) => {
        const parsed = item.safeParse(each);
        return parsed.success ? [parsed.data] : [];
      }),
    )
    .prefault([]);
}
