import type { NoteProblem } from './field-problem.ts';
import { cutText } from './tidy-text.ts';

/** Amazon takes 200 characters, others less; the engine keeps no more than these. */
export const longestTitle = 500;

/**
 * A variant's title: its product's, and the values that tell it from its siblings. The product's part is cut first, and that is noted.
 *
 * @param values plain texts, in the order of the product's options; none for a product that is its own variant.
 */
export function variantTitle(productTitle: string, values: readonly string[], note: NoteProblem): string {
  const told = values.join(', ');
  const suffix = told === '' ? '' : ` - ${cutText(told, longestTitle / 2)}`;
  const title = `${cutText(productTitle, longestTitle - suffix.length)}${suffix}`;
  if (title.length < productTitle.length + (told === '' ? 0 : told.length + 3)) note('title', productTitle);
  return title;
}
