import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as send } from 'node:http';
import type { Duplex } from 'node:stream';

/** The https address of the app under test: passes everything on to where the app listens in plain http. */
export class AppFront {
  readonly host: string;
  /** Where the app listens, such as `http://127.0.0.1:3000`; undefined until it does. */
  target: string | undefined;

  constructor(host: string, target: string | undefined) {
    this.host = host;
    this.target = target;
  }

  /** Passes a request on; 502 where no app listens. */
  pass(request: IncomingMessage, response: ServerResponse): void {
    if (this.target === undefined) {
      response.writeHead(502, { 'content-type': 'text/plain' }).end('The app does not listen yet');
      return;
    }
    const passed = send(
      new URL(request.url ?? '/', this.target),
      { method: request.method, headers: this.#headers(request) },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
      },
    );
    passed.on('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502, { 'content-type': 'text/plain' }).end('The app does not answer');
    });
    request.pipe(passed);
  }

  /** Passes a web socket on, as development servers use them. */
  passUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.target === undefined) {
      socket.destroy();
      return;
    }
    const passed = send(new URL(request.url ?? '/', this.target), { headers: this.#headers(request) });
    passed.on('upgrade', (answer, upstream, first) => {
      const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
      for (let index = 0; index < answer.rawHeaders.length; index += 2)
        lines.push(`${answer.rawHeaders[index]}: ${answer.rawHeaders[index + 1]}`);
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      if (first.length > 0) socket.write(first);
      if (head.length > 0) upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
      // Whatever ends one end ends the other; an error is followed by its close.
      for (const [one, other] of [
        [upstream, socket],
        [socket, upstream],
      ] as const)
        one.on('error', () => undefined).on('close', () => other.destroy());
    });
    passed.on('response', () => socket.destroy());
    passed.on('error', () => socket.destroy());
    passed.end();
  }

  #headers(request: IncomingMessage): Record<string, string | string[] | undefined> {
    return { ...request.headers, 'x-forwarded-proto': 'https', 'x-forwarded-host': this.host };
  }
}
