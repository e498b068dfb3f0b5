import { createSecretKey, type KeyObject } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { readRedisAddress } from './bullmq/redis-address.ts';

/** Bytes of an encryption key: AES-256. */
export const encryptionKeyBytes = 32;

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** A variable that cannot be used; never carries the value of a secret. */
export interface EnvironmentProblem {
  readonly variable: string;
  readonly problem: string;
}

/** The environment is not usable; the message names every bad variable. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly problems: readonly EnvironmentProblem[];

  constructor(problems: readonly EnvironmentProblem[]) {
    super(`Environment: ${problems.map(({ variable, problem }) => `${variable} ${problem}`).join('; ')}`);
    this.problems = problems;
  }
}

const postgresUrl = z.string().refine((text) => {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  return protocol === 'postgresql:' || protocol === 'postgres:';
}, 'must be a postgresql:// URL');

const redisUrl = z
  .string()
  .refine(
    (text) => readRedisAddress(text) !== undefined,
    'must be a redis:// or rediss:// URL (redis://:PASSWORD@HOST:6379/0)',
  );

const encryptionKey = z.string().transform((text, context): KeyObject => {
  const bytes = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  if (bytes.length !== encryptionKeyBytes) {
    context.addIssue({
      code: 'custom',
      message: `must be ${encryptionKeyBytes} bytes as base64 (openssl rand -base64 32)`,
    });
    return z.NEVER;
  }
  return createSecretKey(bytes);
});

const encryptionKeys = z.string().transform((text, context): readonly KeyObject[] => {
  const keys: KeyObject[] = [];
  for (const part of text.split(',')) {
    const parsed = encryptionKey.safeParse(part.trim());
    if (parsed.success) keys.push(parsed.data);
    else
      context.addIssue({
        code: 'custom',
        message: `must be a comma separated list of ${encryptionKeyBytes}-byte base64 keys`,
      });
  }
  return keys;
});

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
}

const milliseconds = z.number().positive();

/** Times and limits in place of the official ones, as one JSON object: for tests and the demo, where the official ones would take hours. */
const tuning = z
  .string()
  .transform((text, context): unknown => parseJson(text, context))
  .pipe(
    z.strictObject({
      worker: z
        .strictObject({
          /** How long a bell stays with a worker that gives no sign of life. */
          lockMs: milliseconds.default(15_000),
          /** From one sweep for due rows to the next. */
          sweepEveryMs: milliseconds.default(2_000),
        })
        .prefault({}),
      /** By connector id. */
      connectors: z
        .record(
          z.string(),
          z.strictObject({
            timing: z.record(z.string(), z.number().nonnegative()).prefault({}),
            rateLimits: z
              .record(
                z.string(),
                z.strictObject({ perSecond: z.number().positive(), burst: z.number().min(1) }),
              )
              .prefault({}),
          }),
        )
        .prefault({}),
    }),
  )
  .prefault('{}');

/** What platforms gave this installation when it was registered there, by connector id; its connector knows the shape. */
const registrations = z
  .string()
  .transform((text, context): unknown => parseJson(text, context))
  .pipe(z.record(z.string(), z.record(z.string(), z.unknown())))
  .prefault('{}');

const absolutePath = z.string().transform((text) => path.resolve(text));

const variables = z.object({
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  QUAYSIDE_DATA_DIR: absolutePath.optional(),
  QUAYSIDE_ENCRYPTION_KEY: encryptionKey.optional(),
  QUAYSIDE_ENCRYPTION_KEYS_PREVIOUS: encryptionKeys.optional(),
  QUAYSIDE_KEY_FILE: absolutePath.optional(),
  QUAYSIDE_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  QUAYSIDE_TEST_DATABASE_URL: postgresUrl.optional(),
  QUAYSIDE_MATCH_WEIGHTS: z.enum(['research', 'demo'], 'must be research or demo').default('research'),
  QUAYSIDE_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  QUAYSIDE_HOST: z.string().default('127.0.0.1'),
  QUAYSIDE_PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  QUAYSIDE_TUNING: tuning,
  QUAYSIDE_REGISTRATIONS: registrations,
  XDG_CONFIG_HOME: z.string().optional(),
  APPDATA: z.string().optional(),
});

/** What this installation was told from outside. Keys are opaque objects, so that printing the whole shows none. */
export interface Environment {
  /** The database; without it the embedded PostgreSQL is used. */
  readonly databaseUrl: string | undefined;
  /** The database without a pooler in between, for LISTEN, advisory locks and migrations; else `databaseUrl`. */
  readonly databaseDirectUrl: string | undefined;
  /** The Redis where the bells wait; without it they wait in the database. */
  readonly redisUrl: string | undefined;
  /** Where the embedded PostgreSQL lives. */
  readonly dataDirectory: string;
  readonly encryptionKey: KeyObject | undefined;
  /** Keys that still decrypt after a rotation, newest first. */
  readonly previousEncryptionKeys: readonly KeyObject[];
  /** Where the encryption key is kept when it is not given. */
  readonly keyFile: string;
  readonly logLevel: LogLevel;
  /** An existing server for integration tests, in place of an embedded one. */
  readonly testDatabaseUrl: string | undefined;
  /** What the product matcher learned from (ADR 23). */
  readonly matchWeights: 'research' | 'demo';
  /** Where shops can reach this installation; without it no webhooks are asked for and polling does all. */
  readonly publicUrl: string | undefined;
  /** Where an HTTP service of ours listens. */
  readonly host: string;
  readonly port: number;
  readonly tuning: z.output<typeof tuning>;
  /** Secrets. */
  readonly registrations: z.output<typeof registrations>;
}

/**
 * Reads and checks the environment: the only place that does. An empty variable counts as missing.
 * @throws EnvironmentError that names each bad variable, never with the value of a secret.
 */
export function readEnvironment(
  source: Readonly<Record<string, string | undefined>> = process.env,
): Environment {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = variables.safeParse(given);
  const problems: EnvironmentProblem[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), problem: issue.message }));
  if (given['DATABASE_DIRECT_URL'] !== undefined && given['DATABASE_URL'] === undefined) {
    problems.push({ variable: 'DATABASE_DIRECT_URL', problem: 'is set without DATABASE_URL' });
  }
  if (!parsed.success || problems.length > 0) throw new EnvironmentError(problems);
  const values = parsed.data;
  return {
    databaseUrl: values.DATABASE_URL,
    databaseDirectUrl: values.DATABASE_DIRECT_URL ?? values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    dataDirectory: values.QUAYSIDE_DATA_DIR ?? path.join(repositoryRoot, '.quayside'),
    encryptionKey: values.QUAYSIDE_ENCRYPTION_KEY,
    previousEncryptionKeys: values.QUAYSIDE_ENCRYPTION_KEYS_PREVIOUS ?? [],
    keyFile: values.QUAYSIDE_KEY_FILE ?? path.join(configDirectory(values), 'quayside', 'encryption.key'),
    logLevel: values.QUAYSIDE_LOG_LEVEL,
    testDatabaseUrl: values.QUAYSIDE_TEST_DATABASE_URL,
    matchWeights: values.QUAYSIDE_MATCH_WEIGHTS,
    publicUrl: values.QUAYSIDE_PUBLIC_URL,
    host: values.QUAYSIDE_HOST,
    port: values.QUAYSIDE_PORT,
    tuning: values.QUAYSIDE_TUNING,
    registrations: values.QUAYSIDE_REGISTRATIONS,
  };
}

/** The values of `environment` that no log line may show: passwords of databases and of Redis, and keys. */
export function secretsOf(environment: Environment): readonly string[] {
  const { databaseUrl, databaseDirectUrl, redisUrl: bells, testDatabaseUrl } = environment;
  const urls = [databaseUrl, databaseDirectUrl, bells, testDatabaseUrl];
  const keys = [environment.encryptionKey, ...environment.previousEncryptionKeys];
  return [
    ...urls.flatMap((url) => {
      if (url === undefined) return [];
      const raw = new URL(url).password;
      return [raw, decodeURIComponent(raw)];
    }),
    ...Object.values(environment.registrations).flatMap(secretTextsOf),
    ...keys.flatMap((key) =>
      key === undefined ? [] : [key.export().toString('base64'), key.export().toString('base64url')],
    ),
  ].filter((secret) => secret !== '');
}

/** Of a registration, what is named a secret: its other members are ids that a log may show. */
function secretTextsOf(registration: object): readonly string[] {
  return Object.entries(registration).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return secretTextsOf(value);
    return /^secret|secret$/i.test(name) && typeof value === 'string' ? [value] : [];
  });
}

/** The environment of a child process of ours: what we have, with additions. For our own programs only. */
export function childEnvironment(additions: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...additions };
}

/** The root of the repository, wherever it was cloned. */
export const repositoryRoot = path.resolve(import.meta.dirname, '../../..');

/** https://specifications.freedesktop.org/basedir-spec/latest/ and its counterparts on macOS and Windows. */
function configDirectory(values: {
  XDG_CONFIG_HOME?: string | undefined;
  APPDATA?: string | undefined;
}): string {
  if (process.platform === 'win32') return values.APPDATA ?? path.join(os.homedir(), 'AppData', 'Roaming');
  // The specification tells to ignore relative paths.
  if (values.XDG_CONFIG_HOME !== undefined && path.isAbsolute(values.XDG_CONFIG_HOME))
    return values.XDG_CONFIG_HOME;
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support');
  return path.join(os.homedir(), '.config');
}

/** Whether a program that is started can show a window here. */
export function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || (DISPLAY ?? '') !== '' || (WAYLAND_DISPLAY ?? '') !== '';
}
