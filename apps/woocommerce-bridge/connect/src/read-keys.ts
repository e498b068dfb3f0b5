import type { Writable, Readable } from 'node:stream';
import { openPrompts } from './prompts.ts';

export interface ShopKeys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

/**
 * Asks for the two halves of a key. On a terminal nothing of what is typed or pasted is shown; otherwise the first two lines are taken.
 *
 * @param words what is asked, in the words of the shop's own screen.
 * @throws Error when the input ends before both are there.
 */
export async function readKeys(
  input: Readable & { readonly isTTY?: boolean },
  output: Writable,
  words: ShopKeys,
): Promise<ShopKeys> {
  const prompts = openPrompts(input, output);
  try {
    return {
      consumerKey: await prompts.ask(words.consumerKey, 'hidden'),
      consumerSecret: await prompts.ask(words.consumerSecret, 'hidden'),
    };
  } finally {
    prompts.close();
  }
}
