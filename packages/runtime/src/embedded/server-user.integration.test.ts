import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEmbeddedFixture, query, serverPid, type EmbeddedFixture } from './embedded-fixture.ts';

const isRoot = process.geteuid?.() === 0;

let fixture: EmbeddedFixture;
let directory: string;
beforeEach(async () => {
  fixture = await createEmbeddedFixture();
  ({ directory } = fixture);
});
afterEach(() => fixture.clear());

describe.runIf(isRoot)('as root', () => {
  test('below a 0700 folder the data and the programs go elsewhere, and stay there', async () => {
    const closed = path.join(directory, 'closed');
    await mkdir(path.join(closed, 'clone', '.quayside'), { recursive: true });
    await chmod(closed, 0o700);
    const fallback = path.join(directory, 'fallback');
    const options = {
      dataDirectory: path.join(closed, 'clone', '.quayside'),
      fallbackDirectory: fallback,
    };
    const server = await fixture.start(options);
    expect(server.relocated).toBe(true);
    expect(server.home.startsWith(fallback)).toBe(true);
    expect(await readFile(path.join(options.dataDirectory, 'postgres-location.txt'), 'utf8')).toContain(
      server.home,
    );
    await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.stop();
    const again = await fixture.start(options);
    expect(again.home).toBe(server.home);
    expect(await query(again.url, 'SELECT answer FROM kept')).toBe('42');
    expect((await stat(path.join(server.home, 'password'))).mode & 0o777).toBe(0o600);
  });

  test('the server does not run as root', async () => {
    await fixture.start();
    const pid = await serverPid(path.join(directory, 'postgres'));
    const { uid } = await stat(`/proc/${pid}`);
    expect(uid).not.toBe(0);
  });
});

const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath];
/** Skipped where root cannot become somebody else, or where that user cannot reach this checkout (a clone below a closed folder). */
const canChangeUser =
  isRoot &&
  spawnSync('setpriv', [...asNobody, '--check', path.join(import.meta.dirname, 'owner-process.ts')])
    .status === 0;

describe.runIf(canChangeUser)('as an ordinary user', () => {
  const command = ['setpriv', ...asNobody];

  test('runs as itself, in its own folder', async () => {
    const own = path.join(directory, 'own');
    await mkdir(own, { mode: 0o700 });
    await chown(own, 65534, 65534);
    const { child, said } = await fixture.startOwner({ dataDirectory: path.join(own, '.quayside'), command });
    expect(said).toMatchObject({ owned: 'started', relocated: false });
    const pid = await serverPid(said.home);
    expect((await stat(`/proc/${pid}`)).uid).toBe(65534);
    expect(await query(said.url, 'SELECT 1')).toBe('1');
    child.kill('SIGTERM');
    await once(child, 'exit');

    // Root afterwards runs the server as its owner, and leaves nothing that the owner cannot use.
    const server = await fixture.start({ dataDirectory: path.join(own, '.quayside') });
    expect((await stat(`/proc/${await serverPid(said.home)}`)).uid).toBe(65534);
    await server.stop();
    const again = await fixture.startOwner({ dataDirectory: path.join(own, '.quayside'), command });
    expect(again.said).toMatchObject({ owned: 'started', url: said.url });
    again.child.kill('SIGTERM');
    await once(again.child, 'exit');
  });
});
