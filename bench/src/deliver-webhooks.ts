import { createHmac } from 'node:crypto';
import { connect } from 'node:net';

/** Where signed deliveries go: one shop each. */
export interface WebhookAddress {
  readonly port: number;
  readonly path: string;
  readonly secret: string;
}

/** What became of the deliveries of one load. */
export interface Delivered {
  readonly accepted: number;
  /** Answered with anything but 200. */
  readonly refused: number;
  readonly perSecond: number;
}

/** A delivery of a product as a shop sends it, but for its id. */
export interface DeliveryBody {
  readonly before: string;
  readonly after: string;
}

/**
 * Delivers over so many connections, each of which sends its next delivery once the last one is answered. Every delivery is of another entity. Speaks HTTP by hand, so
 * that the sender takes as little as possible of the cores that it shares with the server.
 */
export async function deliverWebhooks(
  addresses: readonly WebhookAddress[],
  body: DeliveryBody,
  load: { readonly connections: number; readonly milliseconds: number; readonly firstId: number },
): Promise<Delivered> {
  let accepted = 0;
  let refused = 0;
  let id = load.firstId;
  const began = performance.now();
  const isOver = (): boolean => performance.now() - began >= load.milliseconds;
  await Promise.all(
    Array.from({ length: load.connections }, (_, index) => {
      const address = addresses[index % addresses.length];
      if (address === undefined) throw new Error('Deliveries for nobody');
      const socket = connect(address.port, '127.0.0.1').setNoDelay(true);
      return new Promise<void>((done, fail) => {
        const next = (): void => {
          if (isOver()) socket.end(done);
          else {
            id += 1;
            socket.write(requestOf(address, `${body.before}${id}${body.after}`));
          }
        };
        let answer = '';
        socket.on('data', (chunk) => {
          answer += chunk.toString('latin1');
          if (!answer.includes('\r\n\r\n')) return;
          // Answers have no body: the head is all of one, however it says so.
          if (answer.startsWith('HTTP/1.1 200 ')) accepted += 1;
          else refused += 1;
          answer = '';
          next();
        });
        socket.on('error', fail);
        socket.on('connect', next);
      });
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  return { accepted, refused, perSecond: accepted / seconds };
}

function requestOf({ path, secret }: WebhookAddress, text: string): string {
  const signature = createHmac('sha256', secret).update(text).digest('base64');
  return [
    `POST ${path} HTTP/1.1`,
    'host: 127.0.0.1',
    'content-type: application/json',
    'x-wc-webhook-topic: product.updated',
    'x-wc-webhook-resource: product',
    `x-wc-webhook-signature: ${signature}`,
    `content-length: ${Buffer.byteLength(text)}`,
    '',
    text,
  ].join('\r\n');
}
