import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOptions, usage } from './options.ts';

describe('the demo’s command line', () => {
  it('needs nothing: the built-in catalogue, in English, staying up', () => {
    const options = readOptions([]);
    expect(options).toMatchObject({ once: false, json: false, isOwnCatalogue: false, locale: 'en' });
    expect(options).toHaveProperty('catalogue', path.resolve(import.meta.dirname, '../catalogue.csv'));
  });

  it('takes a catalogue by its path from here', () => {
    expect(readOptions(['--once', '--json', '--catalog', 'mine.csv', '--lang', 'fr'])).toEqual({
      once: true,
      json: true,
      catalogue: path.resolve('mine.csv'),
      isOwnCatalogue: true,
      locale: 'fr',
    });
  });

  it('helps, and names every option there', () => {
    expect(readOptions(['--help'])).toBe('help');
    for (const option of ['--once', '--json', '--catalog', '--lang']) expect(usage).toContain(option);
  });

  it.each([
    [['--lang', 'de'], /--lang de: choose en or fr/],
    [['--catalogue', 'x.csv'], /--catalogue/],
    [['--catalog'], /--catalog/],
    [['--catalog', ''], /--catalog/],
    [['mine.csv'], /mine\.csv/],
    [['--once=yes'], /--once/],
  ])('says what is wrong with %j in one sentence', (words, sentence) => {
    expect(() => readOptions(words)).toThrow(sentence);
    try {
      readOptions(words);
    } catch (error) {
      expect((error as Error).message).not.toContain('\n');
    }
  });
});
