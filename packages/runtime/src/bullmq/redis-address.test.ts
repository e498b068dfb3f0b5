import { expect, test } from 'vitest';
import { readRedisAddress } from './redis-address.ts';

test('reads what services hand out', () => {
  expect(readRedisAddress('redis://cache.example')).toEqual({
    host: 'cache.example',
    port: 6379,
    username: undefined,
    password: undefined,
    database: 0,
    tls: false,
  });
  expect(readRedisAddress('rediss://quay:s%2Fide@[::1]:6380/3')).toEqual({
    host: '::1',
    port: 6380,
    username: 'quay',
    password: 's/ide',
    database: 3,
    tls: true,
  });
  expect(readRedisAddress('redis://:secret@10.0.0.7:7000/')).toMatchObject({
    username: undefined,
    password: 'secret',
    database: 0,
  });
});

test.each([
  'cache.example:6379',
  'http://cache.example',
  'redis:///0',
  'redis://cache.example/main',
  'redis://cache.example/0/1',
  'redis://cache.example/0?family=6',
  'redis://cache.example/0#0',
  'redis://:100%@cache.example',
])('%s is none', (text) => {
  expect(readRedisAddress(text)).toBeUndefined();
});
