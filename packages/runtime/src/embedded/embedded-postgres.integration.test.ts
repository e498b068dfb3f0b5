import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { childEnvironment } from '../env.ts';
import {
  createEmbeddedFixture,
  ownerProcess,
  query,
  serverPid,
  type EmbeddedFixture,
} from './embedded-fixture.ts';
import { isPostmasterOf } from './postmaster.ts';

let fixture: EmbeddedFixture;
let directory: string;
beforeEach(async () => {
  fixture = await createEmbeddedFixture();
  ({ directory } = fixture);
});
afterEach(() => fixture.clear());

test('starts a PostgreSQL 18 with a password, on the loopback only, and stops it', async () => {
  const server = await fixture.start();
  expect(server).toMatchObject({ owned: 'started', relocated: false });
  expect(await query(server.url, 'SHOW server_version_num')).toMatch(/^18/);
  expect(await query(server.url, 'SHOW listen_addresses')).toBe('127.0.0.1');
  expect(await query(server.url, 'SHOW unix_socket_directories')).toBe('');
  expect(Number(await query(server.url, 'SHOW max_connections'))).toBeGreaterThanOrEqual(100);
  expect(await query(server.url, 'SHOW fsync')).toBe('on');
  expect(await query(server.url, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules")).toBe(
    'scram-sha-256',
  );
  expect(
    await query(
      server.url,
      "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'postgres'",
    ),
  ).toBe('bC.UTF-8');
  const wrong = new URL(server.url);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');

  const passwordFile = await stat(path.join(server.home, 'password'));
  expect(passwordFile.mode & 0o777).toBe(0o600);
  expect((await stat(path.join(server.home, 'cluster'))).mode & 0o777).toBe(0o700);
  expect(await readdir(server.home)).not.toContain('initdb-password');
  const pid = await serverPid(path.join(directory, 'postgres'));
  await server.stop();
  await server.stop();
  expect(await isPostmasterOf(pid, path.join(server.home, 'cluster'))).toBe(false);
  await expect(query(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
});

test('keeps data, password and port between starts, and takes another port when that one is taken', async () => {
  const first = await fixture.start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  const second = await fixture.start();
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'SELECT answer FROM kept')).toBe('42');
  await second.stop();

  const blocker = net.createServer().listen(first.port, '127.0.0.1');
  await once(blocker, 'listening');
  const third = await fixture.start();
  expect(third.port).not.toBe(first.port);
  expect(await query(third.url, 'SELECT answer FROM kept')).toBe('42');
  blocker.close();
});

test('adopts the server that a killed process left behind, and the last one to leave stops it', async () => {
  const { child, said } = await fixture.startOwner();
  expect(said.owned).toBe('started');
  const pid = await serverPid(path.join(directory, 'postgres'));
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await query(said.url, 'SELECT 1')).toBe('1');
  const server = await fixture.start();
  expect(server).toMatchObject({ owned: 'adopted', url: said.url });
  await server.stop();
  expect(await isPostmasterOf(pid, path.join(server.home, 'cluster'))).toBe(false);
});

test('Ctrl-C on the terminal does not reach the server before our own shutdown', async () => {
  const { child, said } = await fixture.startOwner({ detached: true });
  const pid = await serverPid(path.join(directory, 'postgres'));
  const slow = new Client({ connectionString: said.url });
  slow.on('error', () => undefined);
  await slow.connect();
  // As the terminal does: to the whole foreground group. The process under test gets it, too, and is stopped first.
  process.kill(child.pid ?? 0, 'SIGSTOP');
  process.kill(-(child.pid ?? 0), 'SIGINT');
  await sleep(300);
  expect((await slow.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  process.kill(child.pid ?? 0, 'SIGCONT');
  await once(child, 'exit');
  expect(await isPostmasterOf(pid, path.join(said.home, 'cluster'))).toBe(false);
});

test('of two processes that start together for the first time one starts the server and the other adopts it', async () => {
  const [one, other] = await Promise.all([fixture.startOwner(), fixture.startOwner()]);
  expect([one.said.owned, other.said.owned].toSorted()).toEqual(['adopted', 'started']);
  expect(one.said.url).toBe(other.said.url);
  expect((await readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const pid = await serverPid(path.join(directory, 'postgres'));
  // Whoever leaves first, the other keeps its server.
  one.child.kill('SIGTERM');
  await once(one.child, 'exit');
  expect(await query(other.said.url, 'SELECT 1')).toBe('1');
  other.child.kill('SIGTERM');
  await once(other.child, 'exit');
  expect(await isPostmasterOf(pid, path.join(other.said.home, 'cluster'))).toBe(false);
});

test('when the server is killed under us it comes back on the same port with all that was committed', async () => {
  const server = await fixture.start();
  await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(await serverPid(path.join(directory, 'postgres')), 'SIGKILL');
  await expect
    .poll(() => query(server.url, 'SELECT answer FROM kept').catch(() => ''), { timeout: 20_000 })
    .toBe('42');
  // Others may connect a moment before we have joined it again.
  await expect.poll(() => fixture.log.events()).toContain('embedded-postgres-back');
});

test('recovers at the next start when server and owner were killed', async () => {
  const { child, said } = await fixture.startOwner();
  await query(said.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const pid = await serverPid(path.join(directory, 'postgres'));
  child.kill('SIGKILL');
  process.kill(pid, 'SIGKILL');
  await once(child, 'exit');
  expect(existsSync(path.join(said.home, 'cluster', 'postmaster.pid'))).toBe(true);
  const server = await fixture.start();
  expect(server.owned).toBe('started');
  expect(await query(server.url, 'SELECT answer FROM kept')).toBe('42');
});

test('a postmaster.pid whose number now belongs to another program does not stop the start', async () => {
  const first = await fixture.start();
  await first.stop();
  await writeFile(
    path.join(first.home, 'cluster', 'postmaster.pid'),
    [process.pid, path.join(first.home, 'cluster'), 1, first.port, '', '127.0.0.1', '', 'ready   ', ''].join(
      '\n',
    ),
  );
  const second = await fixture.start();
  expect(second.owned).toBe('started');
  expect(await serverPid(path.join(directory, 'postgres'))).not.toBe(process.pid);
});

test('a first start that was killed half-way leaves nothing in the way of the next one', async () => {
  const child = spawn(process.execPath, [ownerProcess, '--data', directory], { stdio: 'ignore' });
  fixture.children.push(child);
  await expect
    .poll(async () => (await readdir(directory)).some((name) => name.endsWith('.tmp')), {
      timeout: 10_000,
      interval: 5,
    })
    .toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(path.join(directory, 'postgres'))).toBe(false);
  const server = await fixture.start();
  expect(server.owned).toBe('started');
});

test('the server sees nothing of our environment', async () => {
  const child = spawn(process.execPath, [ownerProcess, '--data', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: childEnvironment({ QUAYSIDE_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') }),
  });
  fixture.children.push(child);
  await once(child.stdout, 'data');
  if (process.platform === 'linux') {
    expect(
      await readFile(`/proc/${await serverPid(path.join(directory, 'postgres'))}/environ`, 'utf8'),
    ).not.toContain('QUAYSIDE');
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
});
