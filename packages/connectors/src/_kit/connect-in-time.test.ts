import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, request as requestPlainly, type RequestListener, type Server } from 'node:http';
import {
  createServer as createSecureServer,
  request as requestSecurely,
  type RequestOptions,
} from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificates } from '@quayside/simulators/shopify/certificates';
import { afterEach, describe, expect, test } from 'vitest';
import { classifyTransportError } from './call-outcome.ts';
import { agentsInTime, tooLateReason } from './connect-in-time.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Host {
  /** How many requests have arrived. */
  readonly arrived: () => number;
  /** Sends one, and tells its status. */
  post(maySend: () => boolean): Promise<number>;
}

async function listen(makeServer: (listener: RequestListener) => Server) {
  let count = 0;
  const server = makeServer((_, response) => {
    count += 1;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, arrived: () => count };
}

async function send(request: typeof requestSecurely, options: RequestOptions): Promise<number> {
  const sent = request({ host: '127.0.0.1', method: 'POST', ...options }).end('{}');
  const [response] = (await once(sent, 'response')) as [{ statusCode: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

const hosts: Readonly<Record<string, () => Promise<Host>>> = {
  async http() {
    const { port, arrived } = await listen(createServer);
    return {
      arrived,
      post: (maySend) => send(requestPlainly, { port, agent: agentsInTime(maySend).httpAgent }),
    };
  },
  async https() {
    const certificates = await makeCertificates(['localhost']);
    closing.push(() => certificates.remove());
    const ca = await readFile(certificates.caFile, 'utf8');
    const { port, arrived } = await listen((listener) => createSecureServer(certificates, listener));
    return {
      arrived,
      post: (maySend) =>
        send(requestSecurely, {
          port,
          ca,
          servername: 'localhost',
          agent: agentsInTime(maySend).httpsAgent,
        }),
    };
  },
};

describe.each(Object.entries(hosts))('a request over %s that may leave for a while only (P1)', (_, start) => {
  test('is asked about when its connection stands, once, and leaves', async () => {
    const host = await start();
    let asked = 0;
    const maySend = () => {
      asked += 1;
      expect(host.arrived()).toBe(0);
      return true;
    };
    expect(await host.post(maySend)).toBe(200);
    expect([asked, host.arrived()]).toEqual([1, 1]);
  });

  test('does not leave when its time is over by then, and counts as never sent', async () => {
    const host = await start();
    const error: unknown = await host
      .post(() => false)
      .then(
        () => null,
        (failure: unknown) => failure,
      );
    expect(classifyTransportError(error)).toEqual({ kind: 'not-sent', reason: tooLateReason });
    expect(host.arrived()).toBe(0);
  });
});

test('a host that cannot be reached is told as before', async () => {
  const { port } = await listen(createServer);
  for (const close of closing.splice(0)) await close();
  const error: unknown = await send(requestPlainly, { port, agent: agentsInTime(() => true).httpAgent }).then(
    () => null,
    (failure: unknown) => failure,
  );
  expect(classifyTransportError(error)).toEqual({ kind: 'not-sent', reason: 'ECONNREFUSED' });
});
