import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ModelCheck } from '@quayside/simulators/amazon/model-check';
import type { PublishedOperation } from '@quayside/simulators/amazon/published-operations';

/** What is answered to a call of an operation. */
export interface OfficialAnswer {
  readonly status: number;
  /** Undefined: an answer without a body. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as it came in. */
export interface HeardRequest {
  /** Undefined: none of the operations in use. */
  readonly operation: string | undefined;
  /** What is wrong with it by the official model. */
  readonly problem: string | undefined;
}

/** A server that answers with what it was told, and looks at each request with the eyes of the official models. */
export interface OfficialAmazon {
  readonly url: string;
  /** By operation; one that has none is answered with 500. */
  answers: Readonly<Record<string, OfficialAnswer>>;
  /** What every `url` in an answer leads to. */
  document: string;
  readonly heard: HeardRequest[];
  close(): Promise<void>;
}

const tokenPath = '/auth/o2/token';
const documentPath = '/document';

export async function startOfficialAmazon(
  operations: Readonly<Record<string, PublishedOperation>>,
  check: ModelCheck,
): Promise<OfficialAmazon> {
  const routes = Object.entries(operations).map(([name, operation]) => ({
    name,
    operation,
    path: new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`),
  }));
  const server = createServer((request, response) => {
    void readBody(request).then((text) => answer(request, text, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const amazon: OfficialAmazon = {
    url,
    answers: {},
    document: '',
    heard: [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };

  function answer(request: IncomingMessage, text: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    if (pathname === tokenPath) {
      send(response, {
        status: 200,
        body: { access_token: 'Atza|1', expires_in: 3600, refresh_token: 'Atzr|1' },
      });
      return;
    }
    if (pathname === documentPath) {
      response.writeHead(200, { 'content-type': 'text/plain; charset=UTF-8' }).end(amazon.document);
      return;
    }
    const route = routes.find(
      ({ operation, path }) => operation.method === request.method && path.test(pathname),
    );
    if (route === undefined) {
      amazon.heard.push({
        operation: undefined,
        problem: `no operation in use: ${request.method} ${pathname}`,
      });
      send(response, { status: 404, body: { errors: [{ code: 'NotFound', message: 'Not found' }] } });
      return;
    }
    const problem =
      headerProblem(request, text) ?? check.requestProblem(route.operation, searchParams, parse(text));
    amazon.heard.push({ operation: route.name, problem });
    const told = amazon.answers[route.name];
    if (told === undefined) send(response, { status: 500, body: { errors: [] } });
    else send(response, { ...told, body: withLocalAddress(told.body, `${url}${documentPath}`) });
  }
  return amazon;
}

/** Documents lie elsewhere, at an address in an answer: here, they lie on this machine. */
function withLocalAddress(body: unknown, address: string): unknown {
  const isDocument =
    typeof body === 'object' && body !== null && 'url' in body && typeof body.url === 'string';
  return isDocument ? { ...body, url: address } : body;
}

function headerProblem({ headers }: IncomingMessage, text: string): string | undefined {
  if (headers['x-amz-access-token'] !== 'Atza|1') return 'no access token';
  if (!/^.+\/.+ \(Language=.+\)$/.test(headers['user-agent'] ?? ''))
    return 'no user agent as Amazon asks for';
  if (text !== '' && !/json/.test(headers['content-type'] ?? '')) return 'a body that is not said to be JSON';
  return undefined;
}

function send(response: ServerResponse, { status, body, headers = {} }: OfficialAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
