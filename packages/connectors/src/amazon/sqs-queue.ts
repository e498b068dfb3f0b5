import type * as Sdk from '@aws-sdk/client-sqs';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import { ok, type Err, type Result } from '@quayside/core/domain/result';
import type { NotificationQueue } from '@quayside/core/ports/notifications';
import { fail } from '../_kit/failure.ts';
import { say } from './errors.ts';
import { readNotification } from './notification-reader.ts';
import { queueUrl, type AmazonQueue } from './settings.ts';

/** The most that SQS hands out or takes back in one call. */
const mostAtOnce = 10;
/** The longest that SQS waits for a message. */
const waitSeconds = 20;
/** How long a message stays with whoever received it: many times what storing it takes. */
const visibilitySeconds = 60;
const requestTimeoutMs = (waitSeconds + 10) * 1_000;

interface Opened {
  readonly sdk: typeof Sdk;
  readonly client: Sdk.SQSClient;
}

/** One queue of Amazon SQS, spoken to by AWS's own client. That is loaded when it is first received from: most processes never do. */
export function openSqsQueue(queue: AmazonQueue): NotificationQueue {
  const QueueUrl = queueUrl(queue);
  let opened: Promise<Opened> | undefined;

  async function open(): Promise<Opened> {
    const sdk = await import('@aws-sdk/client-sqs');
    const client = new sdk.SQSClient({
      region: queue.region,
      endpoint: new URL(QueueUrl).origin,
      credentials: { accessKeyId: queue.accessKeyId, secretAccessKey: queue.secretAccessKey },
      // Whoever receives backs off by itself.
      maxAttempts: 1,
      requestHandler: { requestTimeout: requestTimeoutMs, connectionTimeout: 5_000 },
    });
    return { sdk, client };
  }

  async function asking<Value>(
    operation: string,
    ask: (opened: Opened) => Promise<Value>,
  ): Promise<Result<Value, ConnectorError>> {
    try {
      opened ??= open();
      return ok(await ask(await opened));
    } catch (error) {
      return mapSqsFailure(operation, error);
    }
  }

  return {
    name: queue.name,
    async receive(signal) {
      const answer = await asking('ReceiveMessage', ({ sdk, client }) =>
        client.send(
          new sdk.ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: mostAtOnce,
            WaitTimeSeconds: waitSeconds,
            VisibilityTimeout: visibilitySeconds,
            MessageSystemAttributeNames: ['ApproximateReceiveCount'],
          }),
          { abortSignal: signal },
        ),
      );
      if (signal.aborted) return ok([]);
      if (!answer.ok) return answer;
      return ok(
        (answer.value.Messages ?? []).map(({ ReceiptHandle, Attributes, Body }) => ({
          receipt: ReceiptHandle ?? '',
          timesReceived: Number(Attributes?.ApproximateReceiveCount ?? 1),
          verdict: readNotification(Body ?? ''),
        })),
      );
    },
    async acknowledge(receipts) {
      for (let from = 0; from < receipts.length; from += mostAtOnce) {
        const part = receipts.slice(from, from + mostAtOnce);
        const Entries = part.map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle }));
        const answer = await asking('DeleteMessageBatch', ({ sdk, client }) =>
          client.send(new sdk.DeleteMessageBatchCommand({ QueueUrl, Entries })),
        );
        // A message that was not taken out comes again, and is stored again, into the same row.
        if (!answer.ok) return answer;
      }
      return ok(undefined);
    },
  };
}

/** The error codes of SQS and of AWS's signatures (AWS documentation, "Common Error Types"); their texts may quote input and are never logged. */
function mapSqsFailure(operation: string, error: unknown): Err<ConnectorError> {
  const code = error instanceof Error && /^[\w.]{1,80}$/.test(error.name) ? error.name : 'unknown';
  const detail = `${operation}: ${code}`;
  if (
    /AccessDenied|InvalidClientTokenId|SignatureDoesNotMatch|UnrecognizedClient|InvalidSecurity/i.test(code)
  ) {
    return fail({ kind: 'permission' }, say('amazon.queue-refused', { code }), detail);
  }
  if (/QueueDoesNotExist|NonExistentQueue/i.test(code)) {
    return fail({ kind: 'not-found' }, say('amazon.queue-refused', { code }), detail);
  }
  return fail({ kind: 'transient' }, say('amazon.unreachable'), detail);
}
