import { receiveWebhook } from '@quayside/host-kit/webhooks/receive-webhook';
import type { ConnectionId, WorkspaceId } from '@quayside/core/domain/ids';
import type { Engine } from '@quayside/core/use-cases/engine';
import fastify, { type FastifyInstance } from 'fastify';

/** Deliveries carry a whole order or product; we read only its id. Larger ones are refused before they are read. */
const largestDelivery = 2 * 1024 * 1024;
const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** The HTTP server of the companion service: where shops deliver their webhooks. */
export function createServer(engine: Engine): FastifyInstance {
  // No request logging: paths carry ids only, but headers carry signatures.
  const server = fastify({ bodyLimit: largestDelivery, trustProxy: true });

  // Signatures are over the bytes that came, so that no body is parsed before it is checked.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  server.get('/health', () => ({ status: 'ok' }));

  server.post<{ Params: { workspaceId: WorkspaceId; connectionId: ConnectionId } }>(
    '/webhooks/:workspaceId/:connectionId',
    {
      schema: {
        params: {
          type: 'object',
          properties: {
            workspaceId: { type: 'string', pattern: uuid },
            connectionId: { type: 'string', pattern: uuid },
          },
          required: ['workspaceId', 'connectionId'],
        },
      },
    },
    async (request, reply) => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [
          name,
          Array.isArray(value) ? value.join(', ') : value,
        ]),
      );
      const rawBody = Buffer.isBuffer(request.body) ? request.body : new Uint8Array();
      const answer = await receiveWebhook(engine, request.params, { headers, rawBody });
      if (answer.outcome !== 'stored' && answer.outcome !== 'ping') {
        engine.log.warn('webhook-refused', { ...request.params, outcome: answer.outcome });
      }
      return reply.code(answer.status).send();
    },
  );
  return server;
}
