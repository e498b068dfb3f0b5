import { randomUUID } from 'node:crypto';
import { asObject, asObjects, asText } from '../json-object.ts';
import type { Answer, Call, SimulatedRoute } from '../simulated-route.ts';
import type { SimulatedQueue } from './simulated-queue.ts';

const JSON_TYPE = 'application/x-amz-json-1.0';
/** Limits of ReceiveMessage and DeleteMessageBatch (AWS documentation). */
const MOST_MESSAGES = 10;
const LONGEST_WAIT_SECONDS = 20;
const DEFAULT_VISIBILITY_SECONDS = 30;

class QueueError extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/** SQS by the AWS JSON protocol: receiving with long polling, and deleting. A signature must name the queue's access key; it is not recomputed. */
export function queueRoutes(queue: SimulatedQueue, settle: () => void): SimulatedRoute[] {
  const actions: Readonly<Record<string, (body: Body, call: Call) => Promise<object> | object>> = {
    'AmazonSQS.ReceiveMessage': (body, call) => receive(queue, body, call, settle),
    'AmazonSQS.DeleteMessage': (body) => {
      queue.delete(textOf(body, 'ReceiptHandle'));
      return {};
    },
    'AmazonSQS.DeleteMessageBatch': (body) => deleteMany(queue, body),
  };
  return [
    {
      methods: ['POST'],
      path: '/',
      operation: 'sqs.receive',
      operationOf: ({ headers }) =>
        String(headers['x-amz-target']).includes('Delete') ? 'sqs.delete' : 'sqs.receive',
      async work(call) {
        try {
          const action = actions[String(call.headers['x-amz-target'])];
          if (action === undefined) throw new QueueError(400, 'InvalidAction', 'No such action.');
          checkSignature(queue, call);
          const body = asObject(JSON.parse(call.rawBody));
          const url = textOf(body, 'QueueUrl');
          if (!url.endsWith(`/${queue.account}/${queue.name}`)) {
            throw new QueueError(400, 'QueueDoesNotExist', 'The specified queue does not exist.');
          }
          return answered(200, await action(body, call));
        } catch (error) {
          if (!(error instanceof QueueError)) throw error;
          return answered(error.status, {
            __type: `com.amazonaws.sqs#${error.type}`,
            message: error.message,
          });
        }
      },
    },
  ];
}

type Body = ReturnType<typeof asObject>;

/** Signature Version 4 (AWS documentation): `Credential=<key>/<day>/<region>/<service>/aws4_request`. */
function checkSignature(queue: SimulatedQueue, call: Call): void {
  const header = String(call.headers['authorization'] ?? '');
  const signed =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/sqs\/aws4_request, SignedHeaders=\S+, Signature=[0-9a-f]{64}$/.exec(
      header,
    );
  if (signed === null) throw new QueueError(403, 'MissingAuthenticationToken', 'The request is not signed.');
  const [, key, , region] = signed;
  if (key !== queue.accessKeyId) {
    throw new QueueError(
      403,
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    );
  }
  if (region !== queue.region) {
    throw new QueueError(403, 'SignatureDoesNotMatch', 'Credential should be scoped to a valid region.');
  }
}

async function receive(queue: SimulatedQueue, body: Body, call: Call, settle: () => void): Promise<object> {
  const most = numberOf(body, 'MaxNumberOfMessages', 1);
  const waitSeconds = numberOf(body, 'WaitTimeSeconds', 0);
  if (most < 1 || most > MOST_MESSAGES || waitSeconds > LONGEST_WAIT_SECONDS) {
    throw new QueueError(400, 'InvalidParameterValue', 'A value is out of range.');
  }
  const visibilityMs = numberOf(body, 'VisibilityTimeout', DEFAULT_VISIBILITY_SECONDS) * 1000;
  const request = { most, waitMs: waitSeconds * 1000, visibilityMs };
  const found = await queue.receive(request, call.hasLeft, settle);
  const wantsCount = [body['MessageSystemAttributeNames'], body['AttributeNames']]
    .flat()
    .some((name) => name === 'ApproximateReceiveCount' || name === 'All');
  return found.length === 0
    ? {}
    : {
        Messages: found.map((it) => ({
          MessageId: it.messageId,
          ReceiptHandle: it.receiptHandle,
          Body: it.body,
          MD5OfBody: it.md5,
          ...(wantsCount ? { Attributes: { ApproximateReceiveCount: String(it.receiveCount) } } : {}),
        })),
      };
}

function deleteMany(queue: SimulatedQueue, body: Body): object {
  const entries = asObjects(body['Entries']);
  if (entries.length < 1 || entries.length > MOST_MESSAGES) {
    throw new QueueError(400, 'TooManyEntriesInBatchRequest', 'A batch has one to ten entries.');
  }
  for (const entry of entries) queue.delete(textOf(entry, 'ReceiptHandle'));
  return { Successful: entries.map((entry) => ({ Id: textOf(entry, 'Id') })), Failed: [] };
}

function textOf(body: Body, name: string): string {
  const text = asText(body[name]);
  if (text === undefined) throw new QueueError(400, 'MissingParameter', `The request must contain ${name}.`);
  return text;
}

function numberOf(body: Body, name: string, otherwise: number): number {
  const value = body[name];
  return typeof value === 'number' ? value : otherwise;
}

function answered(status: number, body: object): Answer {
  return { status, headers: { 'x-amzn-requestid': randomUUID(), 'content-type': JSON_TYPE }, body };
}
