import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { openPrompts } from './prompts.ts';

/** A terminal at which these lines are typed, and what stands on its screen. */
function terminal(lines: string) {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = new PassThrough({ encoding: 'utf8' });
  let screen = '';
  output.on('data', (text: string) => (screen += text));
  input.write(lines);
  return { prompts: openPrompts(input, output), screen: () => screen };
}

it('P7: a hidden answer is not on the screen, a shown one is', async () => {
  const { prompts, screen } = terminal('EU\r');
  expect(await prompts.ask('Region', 'shown')).toBe('EU');
  prompts.close();
  expect(screen()).toContain('Region: ');
  const hidden = terminal('amzn1.oa2-cs.v1.x\r');
  expect(await hidden.prompts.ask('Client secret', 'hidden')).toBe('amzn1.oa2-cs.v1.x');
  hidden.prompts.close();
  expect(hidden.screen()).toBe('Client secret: \n');
});

it('lines that come together are given out one by one, and their end is told', async () => {
  const input = new PassThrough();
  input.end('one\ntwo\n');
  const prompts = openPrompts(input, new PassThrough());
  expect(await prompts.ask('First', 'shown')).toBe('one');
  expect(await prompts.ask('Second', 'hidden')).toBe('two');
  await expect(prompts.ask('Third', 'shown')).rejects.toThrow('Third: nothing was entered');
});
