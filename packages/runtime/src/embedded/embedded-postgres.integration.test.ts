import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRecordingLog } from '../log/recording-log.ts';
import { isPostmasterOf, readPostmasterNote } from './postmaster.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './start-embedded-postgres.ts';

const isRoot = process.geteuid?.() === 0;
const ownerProcess = path.join(import.meta.dirname, 'owner-process.ts');

let directory: string;
let children: ChildProcess[];
let servers: EmbeddedPostgres[];
const log = createRecordingLog();

beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'quayside-embedded-'));
  await chmod(directory, 0o711);
  children = [];
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.stop();
  for (const child of children) child.kill('SIGKILL');
  // Whatever a failed test left running.
  const homes = [path.join(directory, 'postgres'), ...(await relocatedHomes())];
  for (const home of homes) {
    const cluster = path.join(home, 'cluster');
    if (!existsSync(cluster)) continue;
    const note = await readPostmasterNote(cluster);
    if (note !== undefined && (await isPostmasterOf(note.pid, cluster))) process.kill(note.pid, 'SIGQUIT');
  }
  await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

async function relocatedHomes(): Promise<string[]> {
  const fallback = path.join(directory, 'fallback');
  const names = await readdir(fallback).catch(() => []);
  return names.map((name) => path.join(fallback, name, 'postgres'));
}

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDirectory: directory, log });
  servers.push(server);
  return server;
}

interface Announcement {
  readonly url: string;
  readonly port: number;
  readonly owned: 'started' | 'adopted';
  readonly home: string;
  readonly relocated: boolean;
}

async function startOwner(
  parameters: readonly string[] = ['--data', directory],
  command: readonly string[] = [process.execPath],
  detached = false,
): Promise<{ child: ChildProcess; said: Announcement }> {
  const [program = '', ...before] = command;
  const child = spawn(program, [...before, ownerProcess, ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached,
  });
  children.push(child);
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => ['{}']),
  ])) as [Buffer | string];
  return { child, said: JSON.parse(String(line)) as Announcement };
}

async function query(url: string, sql: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const answer = await client.query<Record<string, unknown>>({ text: sql });
    return String(Object.values(answer.rows[0] ?? {})[0]);
  } finally {
    await client.end();
  }
}

async function serverPid(home = path.join(directory, 'postgres')): Promise<number> {
  return (await readPostmasterNote(path.join(home, 'cluster')))?.pid ?? 0;
}

test('starts a PostgreSQL 18 with a password, on the loopback only, and stops it', async () => {
  const server = await start();
  expect(server).toMatchObject({ owned: 'started', relocated: false });
  expect(await query(server.url, 'SHOW server_version_num')).toMatch(/^18/);
  expect(await query(server.url, 'SHOW listen_addresses')).toBe('127.0.0.1');
  expect(await query(server.url, 'SHOW unix_socket_directories')).toBe('');
  expect(Number(await query(server.url, 'SHOW max_connections'))).toBeGreaterThanOrEqual(100);
  expect(await query(server.url, 'SHOW fsync')).toBe('on');
  expect(await query(server.url, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules")).toBe('scram-sha-256');
  expect(await query(server.url, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'postgres'")).toBe('bC.UTF-8');
  const wrong = new URL(server.url);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');

  const passwordFile = await stat(path.join(server.home, 'password'));
  expect(passwordFile.mode & 0o777).toBe(0o600);
  expect((await stat(path.join(server.home, 'cluster'))).mode & 0o777).toBe(0o700);
  expect(await readdir(server.home)).not.toContain('initdb-password');
  const pid = await serverPid();
  await server.stop();
  await server.stop();
  expect(await isPostmasterOf(pid, path.join(server.home, 'cluster'))).toBe(false);
  await expect(query(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
});

test('keeps data, password and port between starts, and takes another port when that one is taken', async () => {
  const first = await start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await first.stop();
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'SELECT answer FROM kept')).toBe('42');
  await second.stop();

  const blocker = net.createServer().listen(first.port, '127.0.0.1');
  await once(blocker, 'listening');
  const third = await start();
  expect(third.port).not.toBe(first.port);
  expect(await query(third.url, 'SELECT answer FROM kept')).toBe('42');
  blocker.close();
});

test('adopts the server that a killed process left behind, and the last one to leave stops it', async () => {
  const { child, said } = await startOwner();
  expect(said.owned).toBe('started');
  const pid = await serverPid();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await query(said.url, 'SELECT 1')).toBe('1');
  const server = await start();
  expect(server).toMatchObject({ owned: 'adopted', url: said.url });
  await server.stop();
  expect(await isPostmasterOf(pid, path.join(server.home, 'cluster'))).toBe(false);
});

test('Ctrl-C on the terminal does not reach the server before our own shutdown', async () => {
  const { child, said } = await startOwner(undefined, undefined, true);
  const pid = await serverPid();
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
  const [one, other] = await Promise.all([startOwner(), startOwner()]);
  expect([one.said.owned, other.said.owned].toSorted()).toEqual(['adopted', 'started']);
  expect(one.said.url).toBe(other.said.url);
  expect((await readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const pid = await serverPid();
  // Whoever leaves first, the other keeps its server.
  one.child.kill('SIGTERM');
  await once(one.child, 'exit');
  expect(await query(other.said.url, 'SELECT 1')).toBe('1');
  other.child.kill('SIGTERM');
  await once(other.child, 'exit');
  expect(await isPostmasterOf(pid, path.join(other.said.home, 'cluster'))).toBe(false);
});

test('when the server is killed under us it comes back on the same port with all that was committed', async () => {
  const server = await start();
  await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(await serverPid(), 'SIGKILL');
  await expect.poll(() => query(server.url, 'SELECT answer FROM kept').catch(() => ''), { timeout: 20_000 }).toBe('42');
  expect(log.events()).toContain('embedded-postgres-back');
});

test('recovers at the next start when server and owner were killed', async () => {
  const { child, said } = await startOwner();
  await query(said.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  const pid = await serverPid();
  child.kill('SIGKILL');
  process.kill(pid, 'SIGKILL');
  await once(child, 'exit');
  expect(existsSync(path.join(said.home, 'cluster', 'postmaster.pid'))).toBe(true);
  const server = await start();
  expect(server.owned).toBe('started');
  expect(await query(server.url, 'SELECT answer FROM kept')).toBe('42');
});

test('a postmaster.pid whose number now belongs to another program does not stop the start', async () => {
  const first = await start();
  await first.stop();
  await writeFile(
    path.join(first.home, 'cluster', 'postmaster.pid'),
    [process.pid, path.join(first.home, 'cluster'), 1, first.port, '', '127.0.0.1', '', 'ready   ', ''].join('\n'),
  );
  const second = await start();
  expect(second.owned).toBe('started');
  expect(await serverPid()).not.toBe(process.pid);
});

test('a first start that was killed half-way leaves nothing in the way of the next one', async () => {
  const child = spawn(process.execPath, [ownerProcess, '--data', directory], { stdio: 'ignore' });
  children.push(child);
  await expect
    .poll(async () => (await readdir(directory)).some((name) => name.endsWith('.tmp')), { timeout: 10_000, interval: 5 })
    .toBe(true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(existsSync(path.join(directory, 'postgres'))).toBe(false);
  const server = await start();
  expect(server.owned).toBe('started');
});

test('the server sees nothing of our environment', async () => {
  const child = spawn(process.execPath, [ownerProcess, '--data', directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, QUAYSIDE_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') },
  });
  children.push(child);
  await once(child.stdout, 'data');
  if (process.platform === 'linux') {
    expect(await readFile(`/proc/${await serverPid()}/environ`, 'utf8')).not.toContain('QUAYSIDE');
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
});

describe.runIf(isRoot)('as root', () => {
  test('below a 0700 folder the data and the programs go elsewhere, and stay there', async () => {
    const closed = path.join(directory, 'closed');
    await mkdir(path.join(closed, 'clone', '.quayside'), { recursive: true });
    await chmod(closed, 0o700);
    const fallback = path.join(directory, 'fallback');
    const options = { dataDirectory: path.join(closed, 'clone', '.quayside'), log, fallbackDirectory: fallback };
    const server = await startEmbeddedPostgres(options);
    servers.push(server);
    expect(server.relocated).toBe(true);
    expect(server.home.startsWith(fallback)).toBe(true);
    expect(await readFile(path.join(options.dataDirectory, 'postgres-location.txt'), 'utf8')).toContain(server.home);
    await query(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.stop();
    const again = await startEmbeddedPostgres(options);
    servers.push(again);
    expect(again.home).toBe(server.home);
    expect(await query(again.url, 'SELECT answer FROM kept')).toBe('42');
    expect((await stat(path.join(server.home, 'password'))).mode & 0o777).toBe(0o600);
  });

  test('the server does not run as root', async () => {
    await start();
    const pid = await serverPid();
    const { uid } = await stat(`/proc/${pid}`);
    expect(uid).not.toBe(0);
  });
});

const canChangeUser = isRoot && spawnSync('setpriv', ['--version']).status === 0;

describe.runIf(canChangeUser)('as an ordinary user', () => {
  const command = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', process.execPath];

  test('runs as itself, in its own folder', async () => {
    const own = path.join(directory, 'own');
    await mkdir(own, { mode: 0o700 });
    await chown(own, 65534, 65534);
    const { child, said } = await startOwner(['--data', path.join(own, '.quayside')], command);
    expect(said).toMatchObject({ owned: 'started', relocated: false });
    const pid = await serverPid(said.home);
    expect((await stat(`/proc/${pid}`)).uid).toBe(65534);
    expect(await query(said.url, 'SELECT 1')).toBe('1');
    child.kill('SIGTERM');
    await once(child, 'exit');

    // Root afterwards runs the server as its owner, and leaves nothing that the owner cannot use.
    const server = await startEmbeddedPostgres({ dataDirectory: path.join(own, '.quayside'), log });
    servers.push(server);
    expect((await stat(`/proc/${await serverPid(said.home)}`)).uid).toBe(65534);
    await server.stop();
    const again = await startOwner(['--data', path.join(own, '.quayside')], command);
    expect(again.said).toMatchObject({ owned: 'started', url: said.url });
    again.child.kill('SIGTERM');
    await once(again.child, 'exit');
  });
});
