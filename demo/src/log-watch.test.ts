import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogWatch, findLeaks } from './log-watch.ts';

const secret = 'Atzr|IwEB/é"x\\y=+ 9';
const forbidden = [{ what: 'refresh token', value: secret }];

describe('the search for secrets in the log (P7)', () => {
  it.each([
    ['as it is', secret],
    ['encoded for a URL', encodeURIComponent(secret)],
    ['encoded as a form', new URLSearchParams({ t: secret }).toString()],
    ['as JSON', JSON.stringify({ token: secret })],
    ['as JSON inside JSON', JSON.stringify({ body: JSON.stringify({ token: secret }) })],
    ['in base64', Buffer.from(`user:${secret}`).toString('base64')],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
  ])('finds one that stands there %s', (_how, text) => {
    expect(findLeaks(['{"event":"a"}', `{"event":"b","x":${text}}`], forbidden)).toEqual(['refresh token']);
  });

  it('names what it found and never the value', () => {
    expect(findLeaks([secret], forbidden).join()).not.toContain('Atzr');
  });

  it('finds nothing where nothing is, and takes nothing for a secret that is too short to be one', () => {
    expect(findLeaks(['{"event":"a","port":8080}'], [...forbidden, { what: 'name', value: 'a' }])).toEqual(
      [],
    );
    expect(findLeaks(['anything'], [{ what: 'nothing', value: '' }])).toEqual([]);
  });

  it('finds a short name of a buyer where it stands as a word', () => {
    const buyer = [{ what: 'buyer’s name', value: 'Léa' }];
    expect(findLeaks(['{"name":"Léa"}'], buyer)).toEqual(['buyer’s name']);
  });
});

describe('the log file of the demo', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(os.tmpdir(), 'quayside-log-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('holds every line, for its owner’s eyes only', () => {
    const file = path.join(directory, 'logs', 'demo.log');
    const watch = createLogWatch(file);
    watch.take('one');
    watch.take(secret);
    expect(watch.lines).toBe(2);
    expect(watch.leaks(forbidden)).toEqual(['refresh token']);
    watch.close();
    expect(readFileSync(file, 'utf8')).toBe(`one\n${secret}\n`);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('takes lines that come after its end without failing', () => {
    const watch = createLogWatch(path.join(directory, 'demo.log'));
    watch.close();
    watch.close();
    expect(() => watch.take('late')).not.toThrow();
  });

  it.skipIf(process.platform !== 'linux')('goes on watching when the disk is full, and says so', () => {
    const watch = createLogWatch('/dev/full');
    watch.take(secret);
    watch.take('more');
    expect(watch.problem).toContain('ENOSPC');
    expect(watch.leaks(forbidden)).toEqual(['refresh token']);
    watch.close();
  });
});
