import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EnvironmentError, readEnvironment, secretsOf } from './env.ts';

const key = Buffer.alloc(32, 7).toString('base64');

function problemsOf(source: Record<string, string>): EnvironmentError {
  try {
    readEnvironment(source);
  } catch (error) {
    if (error instanceof EnvironmentError) return error;
    throw error;
  }
  throw new Error('It was accepted');
}

test('an empty environment is a complete one', () => {
  const environment = readEnvironment({ HOME: '/home/ada', DATABASE_URL: '  ', QUAYSIDE_LOG_LEVEL: '' });
  expect(environment).toMatchObject({
    databaseUrl: undefined,
    databaseDirectUrl: undefined,
    redisUrl: undefined,
    encryptionKey: undefined,
    previousEncryptionKeys: [],
    logLevel: 'info',
  });
  expect(environment.dataDirectory).toMatch(/[\\/]\.quayside$/);
  expect(environment.keyFile).toMatch(/quayside[\\/]encryption\.key$/);
});

test('reads what is given', () => {
  const environment = readEnvironment({
    DATABASE_URL: 'postgres://quay:side%2F1@db.example/quayside',
    QUAYSIDE_ENCRYPTION_KEY: key,
    QUAYSIDE_ENCRYPTION_KEYS_PREVIOUS: `${Buffer.alloc(32, 8).toString('base64')}, ${Buffer.alloc(32, 9).toString('base64')}`,
    REDIS_URL: 'rediss://quay:bell%2F1@cache.example:6380/2',
    QUAYSIDE_KEY_FILE: '/etc/quayside.key',
    QUAYSIDE_DATA_DIR: '/srv/quayside',
    QUAYSIDE_LOG_LEVEL: 'debug',
  });
  expect(environment.databaseDirectUrl).toBe(environment.databaseUrl);
  expect(environment.encryptionKey?.export()).toEqual(Buffer.alloc(32, 7));
  expect(environment.previousEncryptionKeys.map((each) => each.export()[0])).toEqual([8, 9]);
  expect(environment).toMatchObject({
    keyFile: '/etc/quayside.key',
    dataDirectory: '/srv/quayside',
    logLevel: 'debug',
  });
  expect(secretsOf(environment)).toEqual(
    expect.arrayContaining(['side%2F1', 'side/1', 'bell%2F1', 'bell/1', key]),
  );
  // Printing the whole environment shows no key.
  expect(inspect(environment, { depth: 9 })).not.toContain(key);
  expect(JSON.stringify(environment)).not.toContain(key);
});

test('P7: the secrets of a registration are kept out of the log, those of its queues too', () => {
  const registration = {
    clientId: 'an-id',
    clientSecret: 'a-client-secret',
    queues: [{ arn: 'arn:of-a-queue', accessKeyId: 'a-key-id', secretAccessKey: 'a-queue-secret' }],
  };
  const environment = readEnvironment({
    QUAYSIDE_REGISTRATIONS: JSON.stringify({ market: registration }),
  });
  expect(secretsOf(environment).toSorted()).toEqual(['a-client-secret', 'a-queue-secret']);
});

test.runIf(process.platform === 'linux')('the key file follows XDG, absolute paths only', () => {
  expect(readEnvironment({ XDG_CONFIG_HOME: '/etc/ada' }).keyFile).toBe('/etc/ada/quayside/encryption.key');
  expect(readEnvironment({ XDG_CONFIG_HOME: 'relative' }).keyFile).toMatch(
    /\.config\/quayside\/encryption\.key$/,
  );
});

test('names every bad variable at once', () => {
  const error = problemsOf({
    DATABASE_URL: 'mysql://root:hunter22@db.example/x',
    REDIS_URL: 'https://:hunter22@cache.example',
    QUAYSIDE_LOG_LEVEL: 'loud',
    QUAYSIDE_ENCRYPTION_KEY: 'too-short',
    QUAYSIDE_ENCRYPTION_KEYS_PREVIOUS: `${key},nonsense`,
  });
  expect(error.problems.map((problem) => problem.variable)).toEqual([
    'DATABASE_URL',
    'REDIS_URL',
    'QUAYSIDE_ENCRYPTION_KEY',
    'QUAYSIDE_ENCRYPTION_KEYS_PREVIOUS',
    'QUAYSIDE_LOG_LEVEL',
  ]);
  expect(error.message).toContain('one of debug, info, warn, error, silent');
  expect(error.message).toContain('REDIS_URL must be a redis:// or rediss:// URL');
  expect(problemsOf({ DATABASE_DIRECT_URL: 'postgres://a@b/c' }).message).toContain('without DATABASE_URL');
});

test('an error never carries a value', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z0-9+/]{12,60}$/), (secret) => {
      const error = problemsOf({
        DATABASE_URL: `https://u:${secret}@h/`,
        REDIS_URL: `https://u:${secret}@h/`,
        QUAYSIDE_ENCRYPTION_KEY: `!${secret}`,
        QUAYSIDE_ENCRYPTION_KEYS_PREVIOUS: `${secret}!`,
      });
      expect(inspect(error, { depth: 9 })).not.toContain(secret);
    }),
  );
});
