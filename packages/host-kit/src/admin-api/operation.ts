import type { Member } from '@quayside/core/domain/member';
import type { Message } from '@quayside/core/domain/message';
import type { Result } from '@quayside/core/domain/result';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import type { Engine } from '@quayside/core/use-cases/engine';
import type { ConnectorManifest } from '@quayside/core/ports/manifest';
import type { z } from 'zod';
import type { FormatMessage, Locale } from '../messages/format-message.ts';

/** Who asks: a member whom the host has identified, in the workspace that the host has found by its own means, never by what was sent. */
export interface Actor {
  readonly workspaceId: WorkspaceId;
  readonly member: Member;
  readonly locale: Locale;
}

/** What a host gives to the admin API, once. */
export interface AdminApiHost {
  readonly engine: Engine;
  readonly say: FormatMessage;
  readonly manifests: readonly ConnectorManifest[];
  /** Where a channel sends a merchant back to after consent; `null` while this installation has no address. */
  consentReturnUrl(connector: string): string | null;
}

/** One call of an operation. */
export interface Call extends Actor {
  /** Works in the name of the member. */
  readonly engine: Engine;
  readonly host: AdminApiHost;
  /** A sentence in the member's language. */
  readonly say: (message: Message) => string;
}

/** Why something was not done. */
export interface Refusal extends Message {
  /** The members of the input that are wrong, by path; absent: the input is right, and things are not so. */
  readonly fields?: readonly string[];
}

/** A question or a command of the admin API: what it takes, what it answers, and how. */
export interface Operation<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly kind: 'query' | 'command';
  /** One line for the API's document. */
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  /** Top members of the input that the audit trail must not hold. */
  readonly secrets: readonly string[];
  run(call: Call, input: z.output<Input>): Promise<Result<z.input<Output>, Refusal>>;
}

type Definition<Input extends z.ZodType, Output extends z.ZodType> = Omit<
  Operation<Input, Output>,
  'kind' | 'secrets'
> & { readonly secrets?: readonly string[] };

export function query<Input extends z.ZodType, Output extends z.ZodType>(
  definition: Definition<Input, Output>,
): Operation<Input, Output> {
  return { kind: 'query', secrets: [], ...definition };
}

export function command<Input extends z.ZodType, Output extends z.ZodType>(
  definition: Definition<Input, Output>,
): Operation<Input, Output> {
  return { kind: 'command', secrets: [], ...definition };
}
