import { createInterface } from 'node:readline';
import { Writable, type Readable } from 'node:stream';

export interface ShopKeys {
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

/** What is asked, in the words of the shop's own screen. */
export interface Prompts {
  readonly consumerKey: string;
  readonly consumerSecret: string;
}

/**
 * Asks for the two halves of a key. On a terminal nothing of what is typed or pasted is shown; otherwise the first two lines are taken.
 *
 * @throws Error when the input ends before both are there.
 */
export async function readKeys(
  input: Readable & { readonly isTTY?: boolean },
  output: Writable,
  prompts: Prompts,
): Promise<ShopKeys> {
  const isTerminal = input.isTTY === true;
  const lines = createInterface({
    input,
    // What a terminal's line editor would echo goes nowhere: a key must not stand on a screen.
    ...(isTerminal ? { output: silent(), terminal: true } : {}),
  });
  // A terminal in this mode gives Ctrl-C to us.
  lines.on('SIGINT', () => lines.close());
  const iterator = lines[Symbol.asyncIterator]();
  async function ask(prompt: string): Promise<string> {
    if (isTerminal) output.write(`${prompt}: `);
    const line = await iterator.next();
    if (isTerminal) output.write('\n');
    if (line.done === true) throw new Error(`${prompt}: nothing was entered`);
    return line.value.trim();
  }
  try {
    return {
      consumerKey: await ask(prompts.consumerKey),
      consumerSecret: await ask(prompts.consumerSecret),
    };
  } finally {
    lines.close();
  }
}

function silent(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
