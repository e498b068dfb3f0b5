import { asObject, asObjects, asText } from '../json-object.ts';
import type { OfficialCase } from './official-cases.ts';
import { prepareCase } from './prepare-official-case.ts';
import { sendCase } from './replay-stage.ts';
import type { ReplayStage } from './replay-stage.ts';

/** What became of a case. */
export type Replayed =
  /** `changed`: why it was not sent exactly as published; null when it was. */
  | { readonly kind: 'fits'; readonly changed: string | null }
  | { readonly kind: 'differs'; readonly problems: readonly string[] };

/**
 * Sends an official case to the simulator: as published, but for what only a system without a memory can answer. The answer must have the case's status and fit the
 * model; a refusal must be in the case's own words, and a success must show what `prepareCase` says.
 */
export async function replayOfficialCase(stage: ReplayStage, it: OfficialCase): Promise<Replayed> {
  const { by, parameters = {}, why = null, differences, listDifferences } = await prepareCase(stage, it);
  const client = by === 'application' ? stage.application : stage.client;
  const answer = await sendCase({ client }, it, { ...it.request.parameters, ...parameters });
  const problems = [
    ...(answer.status === it.status ? [] : [`status ${answer.status} in the place of ${it.status}`]),
    ...stage.check.answerProblems(it, answer.status, answer.body),
    ...(it.status < 300
      ? [
          ...(differences?.(asObject(answer.body), asObject(it.response)) ?? []),
          ...(listDifferences?.(asObjects(answer.body), asObjects(it.response)) ?? []),
        ]
      : otherWords(answer.body, it.response)),
  ];
  return problems.length > 0 ? { kind: 'differs', problems } : { kind: 'fits', changed: why };
}

function otherWords(answer: unknown, official: unknown): string[] {
  const { code, message } = asObject(asObjects(asObject(official)['errors'])[0]);
  const [error] = asObjects(asObject(answer)['errors']);
  return error?.['code'] === code && error?.['message'] === message
    ? []
    : [`refused by ${asText(error?.['code'])}: ${asText(error?.['message'])}, not in the case's own words`];
}
