import type { AuditEntry } from '@quayside/core/domain/audit-entry';
import type { AuditEntryId } from '@quayside/core/domain/ids';
import type { Message } from '@quayside/core/domain/message';
import type { Engine } from '@quayside/core/use-cases/engine';
import type { z } from 'zod';
import { isOperation, operations, type OperationName, type Operations } from './operations.ts';
import type { Actor, AdminApiHost, Call, Operation } from './operation.ts';
import { mayCall } from './roles.ts';

/** Why a call was not done. */
export interface AdminProblem {
  /** 400: the input. 403: the role. 404: no such operation. 409: not as things are. */
  readonly status: 400 | 403 | 404 | 409;
  readonly sentence: string;
  /** The members of the input that are wrong, by path. */
  readonly fields: readonly string[];
}

export type AdminAnswer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: AdminProblem };

/** What an operation answers: the view-model of a screen. */
export type OutputOf<Name extends OperationName> = z.output<Operations[Name]['output']>;
export type InputOf<Name extends OperationName> = z.input<Operations[Name]['input']>;

/** Calls an operation by a host's own code, whose types say what it takes. */
export async function callOperation<Name extends OperationName>(
  host: AdminApiHost,
  actor: Actor,
  name: Name,
  input: InputOf<Name>,
): Promise<AdminAnswer<OutputOf<Name>>> {
  return (await callByName(host, actor, name, input)) as AdminAnswer<OutputOf<Name>>;
}

/**
 * Calls an operation by what came from outside: any name, any input. The role is asked before the input is looked at; a command leaves a line in the audit trail,
 * also when it was refused.
 *
 * @throws what the operation throws, which is a bug; a command's line says so.
 */
export async function callByName(
  host: AdminApiHost,
  actor: Actor,
  name: string,
  input: unknown,
): Promise<AdminAnswer<unknown>> {
  const inWords = (message: Message): string => host.say(message, actor.locale);
  if (!isOperation(name)) return refuse(404, inWords({ code: 'api.unknown-operation', values: {} }));
  const operation: Operation = operations[name];
  const engine: Engine = { ...host.engine, memberId: actor.member.id };
  const call: Call = { ...actor, engine, host, say: inWords };
  const record = (outcome: AuditEntry['outcome'], asked: unknown, reason: Message | null): Promise<void> =>
    operation.kind === 'command'
      ? audit(call, { name, operation, outcome, asked, reason })
      : Promise.resolve();

  if (!mayCall(actor.member.role, name)) {
    const reason: Message = { code: 'api.role', values: { role: actor.member.role } };
    await record('refused', null, reason);
    return refuse(403, inWords(reason));
  }
  const parsed = operation.input.safeParse(input);
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))];
    const reason: Message = { code: 'api.input', values: { fields: fields.join(', ') || '-' } };
    await record('refused', null, reason);
    return refuse(400, inWords(reason), fields);
  }
  try {
    const done = await operation.run(call, parsed.data);
    if (done.ok) {
      await record('done', input, null);
      return { ok: true, value: operation.output.parse(done.value) };
    }
    const { fields = [], ...reason } = done.error;
    await record('refused', input, reason);
    return refuse(fields.length > 0 ? 400 : 409, inWords(reason), fields);
  } catch (error) {
    await record('failed', input, null);
    throw error;
  }
}

function refuse(status: AdminProblem['status'], sentence: string, fields: readonly string[] = []) {
  return { ok: false, problem: { status, sentence, fields } } as const;
}

interface Given {
  readonly name: string;
  readonly operation: Operation;
  readonly outcome: AuditEntry['outcome'];
  /** What passed the schema; `null`: nothing did. */
  readonly asked: unknown;
  readonly reason: Message | null;
}

async function audit(call: Call, { name, operation, outcome, asked, reason }: Given): Promise<void> {
  const { engine, member, workspaceId } = call;
  const input = Object.fromEntries(
    Object.entries((asked ?? {}) as Readonly<Record<string, unknown>>).filter(
      ([field]) => !operation.secrets.includes(field),
    ),
  );
  await engine.storage.transaction(workspaceId, (tx) =>
    tx.audit.append({
      id: engine.ids.next() as AuditEntryId,
      at: engine.clock.now(),
      memberId: member.id,
      role: member.role,
      command: name,
      input,
      outcome,
      reason,
    }),
  );
}
