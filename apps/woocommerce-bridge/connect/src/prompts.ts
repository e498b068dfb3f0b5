import { createInterface } from 'node:readline';
import { Writable, type Readable } from 'node:stream';

/** Asks one thing after the other. */
export interface Prompts {
  /** @throws Error when the input ends before there is an answer. */
  ask(prompt: string, as: 'shown' | 'hidden'): Promise<string>;
  close(): void;
}

/** On a terminal nothing of a hidden answer is shown while it is typed or pasted; otherwise each answer is a line of the input. */
export function openPrompts(input: Readable & { readonly isTTY?: boolean }, output: Writable): Prompts {
  const isTerminal = input.isTTY === true;
  let isShown = false;
  // What a terminal's line editor would echo: a key must not stand on a screen.
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (isShown) output.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input, ...(isTerminal ? { output: echo, terminal: true } : {}) });
  // A terminal in this mode gives Ctrl-C to us.
  lines.on('SIGINT', () => lines.close());
  const iterator = lines[Symbol.asyncIterator]();
  return {
    async ask(prompt, as) {
      if (isTerminal) output.write(`${prompt}: `);
      isShown = as === 'shown';
      const line = await iterator.next();
      // The line editor ends what it shows by itself.
      if (isTerminal && !isShown) output.write('\n');
      isShown = false;
      if (line.done === true) throw new Error(`${prompt}: nothing was entered`);
      return line.value.trim();
    },
    close: () => lines.close(),
  };
}
