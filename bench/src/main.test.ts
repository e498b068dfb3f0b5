import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { childEnvironment } from '@quayside/assembly/environment';
import { describe, expect, it } from 'vitest';

function run(...words: string[]) {
  return spawnSync(process.execPath, [path.join(import.meta.dirname, 'main.ts'), ...words], {
    encoding: 'utf8',
    env: childEnvironment({ NO_COLOR: '1' }),
  });
}

describe('the benchmarks’ command line', () => {
  it.each([
    [[], /Which benchmark\?/],
    [['nothing'], /No benchmark nothing\./],
    [['constructor'], /No benchmark constructor\./],
    [['--jsn'], /--jsn/],
  ])('says what is wrong with %j, and nothing on standard output', (words, sentence) => {
    const { status, stdout, stderr } = run(...words);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\bat .*\.ts:\d+/);
    expect([status, stdout]).toEqual([1, '']);
  });

  it('lists the benchmarks to whoever names none', () => {
    expect(run().stderr).toContain('place-order');
  });
});
