import { describe, expect, test } from 'vitest';
import { nameStatements } from './name-statements.ts';

const ask = (name: ReturnType<typeof nameStatements>, sql: string, times: number): string[] =>
  Array.from({ length: times }, () => name({ sql }));

describe('statements that come again', () => {
  test('have a name from the fifth time on, the same for the same text everywhere', () => {
    const name = nameStatements();
    const [first, second, third, fourth, fifth, sixth] = ask(name, 'SELECT 1', 6);
    expect([first, second, third, fourth]).toEqual(['', '', '', '']);
    expect(fifth).toMatch(/^[\w-]{20}$/);
    expect(sixth).toBe(fifth);
    expect(ask(nameStatements(), 'SELECT 1', 5).at(-1)).toBe(fifth);
    expect(ask(name, 'SELECT 2', 5).at(-1)).not.toBe(fifth);
  });

  test('are 300 at most: a connection keeps each one’s plan', () => {
    const name = nameStatements();
    const named = Array.from({ length: 400 }, (_, at) => ask(name, `SELECT ${at}`, 5).at(-1)).filter(
      (each) => each !== '',
    );
    expect(named).toHaveLength(300);
    expect(new Set(named).size).toBe(300);
    expect(name({ sql: 'SELECT 0' })).toBe(named[0]);
  });

  test('texts that come once take no name, however many there are', () => {
    const name = nameStatements();
    for (let at = 0; at < 20_000; at += 1) expect(name({ sql: `IN ${at}` })).toBe('');
    expect(ask(name, 'SELECT 1', 5).at(-1)).not.toBe('');
  });
});
