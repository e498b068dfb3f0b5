import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastWords, startChild, type Child } from './child.ts';

let directory: string;
let children: Child[];
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'quayside-child-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) await child.kill();
  rmSync(directory, { recursive: true, force: true });
});

function start(program: string, onLog: (line: string) => void = () => undefined) {
  const file = path.join(directory, 'program.mjs');
  writeFileSync(file, program);
  const started = startChild({ file, onLog });
  void started.then(({ child }) => children.push(child)).catch(() => undefined);
  return started;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a process of the demo', () => {
  it('is ready with its first line, or with its message', async () => {
    const spoken = await start(`console.log('{"url":1}'); setInterval(() => {}, 1000);`);
    expect(spoken.firstLine).toBe('{"url":1}');
    const sent = await start(`process.send({ ready: true }); setInterval(() => {}, 1000);`);
    expect(sent.firstLine).toBe('');
  });

  it('that ends before it is ready says why, without a stack', async () => {
    const lines: string[] = [];
    const started = start(
      `process.stderr.write('{"event":"x"}\\nquayside worker cannot start: listen EADDRINUSE: address already in use 127.0.0.1:80\\n'); process.exitCode = 1;`,
      (line) => lines.push(line),
    );
    await expect(started).rejects.toThrow(
      /program\.mjs ended with code 1: quayside worker cannot start: listen EADDRINUSE.*$/,
    );
    expect(lines).toHaveLength(2);
  });

  it('that crashes says its error, not the end of its stack', async () => {
    await expect(start(`throw new TypeError('nobody thought of this');`)).rejects.toThrow(
      /: TypeError: nobody thought of this$/,
    );
  });

  it('that is lost later is told of, with its last words', async () => {
    const { child } = await start(
      `process.send('ready'); setTimeout(() => { throw new Error('out of luck'); }, 50);`,
    );
    expect((await child.lost).message).toMatch(/ended with code 1: Error: out of luck/);
  });

  it('that is killed from outside is told of', async () => {
    const { child } = await start(`process.send('ready'); setInterval(() => {}, 1000);`);
    process.kill(child.pid, 'SIGKILL');
    expect((await child.lost).message).toMatch(/ended by SIGKILL/);
  });

  it('that was asked to end is not told of', async () => {
    const first = await start(`process.send('ready'); setInterval(() => {}, 1000);`);
    await first.child.stop();
    expect(isAlive(first.child.pid)).toBe(false);
    const second = await start(`process.send('ready'); setInterval(() => {}, 1000);`);
    await second.child.kill();
    const silence = new Promise((resolve) => setTimeout(resolve, 200, 'silence'));
    expect(await Promise.race([first.child.lost, second.child.lost, silence])).toBe('silence');
    await first.child.stop();
  });

  it('that does not listen to SIGTERM is killed', async () => {
    const { child } = await start(
      `process.on('SIGTERM', () => {}); process.send('ready'); setInterval(() => {}, 1000);`,
    );
    await child.stop();
    expect(isAlive(child.pid)).toBe(false);
  }, 15_000);
});

describe('last words', () => {
  it('are the last lines where no sentence stands out', () => {
    expect(lastWords(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('b\nc\nd\ne\nf');
    expect(lastWords([])).toBe('');
  });
});
