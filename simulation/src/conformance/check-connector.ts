import type { AnswerShapes } from '@quayside/connectors/_kit/answer-shape';
import type { ConnectorError } from '@quayside/core/domain/connector-error';
import type { OfficialCase } from '@quayside/simulators/amazon/official-cases';
import type { PublishedOperation } from '@quayside/simulators/amazon/published-operations';
import type { ModelCheck } from '@quayside/simulators/amazon/model-check';
import { asObject, asText } from '@quayside/simulators/json-object';
import type { Drive, Told } from './drive.ts';
import { judge, type Finding } from './findings.ts';
import type { OfficialAmazon, OfficialAnswer } from './official-amazon.ts';
import { runDrive, type Run } from './run-drive.ts';
import { unknownWord, variantsOf } from './vary-answer.ts';

/** An operation in use, with everything that is published of it. */
export interface OperationUnderTest {
  readonly name: string;
  readonly key: string;
  readonly published: PublishedOperation;
  readonly cases: readonly OfficialCase[];
  readonly drives: readonly Drive[];
}

export interface ConnectorStage {
  readonly amazon: OfficialAmazon;
  readonly check: ModelCheck;
  readonly shapes: AnswerShapes;
  /** What every operation answers unless a case is about it. */
  readonly usual: Readonly<Record<string, OfficialAnswer>>;
}

const rateHeader = 'x-amzn-RateLimit-Limit';
/** What may stand in the header besides a rate. */
const oddRates = ['not-a-number', 'NaN', '', '0', '-1', 'Infinity', '1e-30', '5,5', '0x10'];

/** Answers every official case, every status that the model names, and every variant of an answer of success, through the connector. */
export async function checkConnector(
  stage: ConnectorStage,
  operation: OperationUnderTest,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const drive of operation.drives) {
    for (const it of operation.cases) findings.push(await checkCase(stage, operation, drive, it));
    for (const status of operation.published.statuses.filter((each) => each >= 400))
      findings.push(await checkStatus(stage, operation, drive, status));
    for (const it of operation.cases.filter(({ status }) => status < 300)) {
      findings.push(...(await checkVariants(stage, operation, drive, it)));
    }
    findings.push(...(await checkRates(stage, operation, drive)));
  }
  return findings;
}

export function answerOf({ status, response }: OfficialCase): OfficialAnswer {
  return { status, body: status === 204 ? undefined : response };
}

function run(
  stage: ConnectorStage,
  { name }: OperationUnderTest,
  drive: Drive,
  answer: OfficialAnswer,
): Promise<Run> {
  return runDrive(stage.amazon, drive, { ...stage.usual, ...drive.others, [name]: answer });
}

async function checkCase(
  stage: ConnectorStage,
  operation: OperationUnderTest,
  drive: Drive,
  it: OfficialCase,
) {
  const { told, called, oddities, problems } = await run(stage, operation, drive, answerOf(it));
  const wanted = wantedOf(drive, it);
  const count = it.status < 300 ? drive.count?.(it.response) : undefined;
  return judge(`${it.id} > ${drive.call}`, [
    ...problems,
    ...(called.includes(operation.name) ? [] : ['the operation was not called']),
    ...(wordOf(told) === wanted ? [] : [`told ${wordOf(told)} in the place of ${wanted}`]),
    ...(count === undefined || itemsOf(told) === count ? [] : [`told ${itemsOf(told)} items of ${count}`]),
    ...oddities.map((oddity) => `found odd what is published: ${oddity}`),
  ]);
}

async function checkStatus(
  stage: ConnectorStage,
  operation: OperationUnderTest,
  drive: Drive,
  status: number,
) {
  const errors = [{ code: 'OfTheModel', message: 'As the model has it', details: '' }];
  // Most models wrap the list of errors; one does not.
  const isWrapped = stage.check.answerProblems(operation.published, status, { errors }).length === 0;
  const body = isWrapped ? { errors } : errors;
  const { told, problems } = await run(stage, operation, drive, { status, body });
  const wanted = wantedFor(drive, status);
  return judge(`${operation.key} ${status} > ${drive.call}`, [
    ...problems,
    ...stage.check.answerProblems(operation.published, status, body),
    ...(wordOf(told) === wanted ? [] : [`told ${wordOf(told)} in the place of ${wanted}`]),
  ]);
}

async function checkVariants(
  stage: ConnectorStage,
  operation: OperationUnderTest,
  drive: Drive,
  it: OfficialCase,
) {
  const usual = wordOf((await run(stage, operation, drive, answerOf(it))).told);
  const findings: Finding[] = [];
  for (const { path, kind, where, body } of variantsOf(stage.shapes, operation.name, it.response)) {
    const { told, oddities, problems } = await run(stage, operation, drive, { status: it.status, body });
    const oddity = `${path} (${kind === 'missing' ? kind : `${kind}: ${unknownWord}`})`;
    const lost = drive.effect === 'write' ? 'unknown-outcome' : 'transient';
    const wanted = drive.essential?.[path] === undefined ? [usual] : ['unreadable', lost];
    const count = told?.kind === 'error' ? undefined : drive.count?.(it.response);
    findings.push(
      judge(`${it.id} with ${path} ${kind} ${where} > ${drive.call}`, [
        ...problems,
        ...(wanted.includes(wordOf(told))
          ? []
          : [`told ${wordOf(told)} in the place of ${wanted.join(' or ')}`]),
        ...(count === undefined || itemsOf(told) === count
          ? []
          : [`told ${itemsOf(told)} items of ${count}`]),
        ...(oddities.includes(oddity) ? [] : ['it was not logged']),
      ]),
    );
  }
  return findings;
}

async function checkRates(stage: ConnectorStage, operation: OperationUnderTest, drive: Drive) {
  const findings: Finding[] = [];
  const fine = operation.cases.find(({ status }) => status < 300);
  const body = {
    errors: [{ code: 'QuotaExceeded', message: 'You exceeded your quota for the requested resource.' }],
  };
  for (const rate of oddRates) {
    const answers: OfficialAnswer[] = [
      { status: 429, body },
      ...(fine === undefined ? [] : [answerOf(fine)]),
    ];
    for (const answer of answers) {
      const { told, oddities, problems } = await run(stage, operation, drive, {
        ...answer,
        headers: { [rateHeader]: rate },
      });
      const wanted =
        fine === undefined || answer.status === 429 ? wantedFor(drive, 429) : wantedOf(drive, fine);
      findings.push(
        judge(`${operation.key} ${answer.status} with the rate "${rate}" > ${drive.call}`, [
          ...problems,
          ...(wordOf(told) === wanted ? [] : [`told ${wordOf(told)} in the place of ${wanted}`]),
          ...(oddities.some((oddity) => oddity.startsWith(rateHeader.toLowerCase()))
            ? []
            : ['it was not logged']),
        ]),
      );
    }
  }
  return findings;
}

function wantedOf(drive: Drive, { status, response }: OfficialCase): string {
  if (status >= 300) return wantedFor(drive, status);
  return drive.refusals?.[asText(asObject(response)['status']) ?? ''] ?? drive.usual ?? 'value';
}

const kinds: Readonly<Record<number, ConnectorError['kind']>> = {
  401: 'permission',
  403: 'permission',
  404: 'not-found',
  409: 'conflict',
  429: 'rate-limited',
};

function wantedFor({ fine, effect }: Drive, status: number): string {
  const isFine = fine?.[status];
  if (isFine !== undefined) return isFine;
  if (status >= 500) return effect === 'write' ? 'unknown-outcome' : 'transient';
  return kinds[status] ?? 'invalid-input';
}

/** In one word; of a failure, its kind. */
function wordOf(told: Told | null): string {
  if (told === null) return 'an exception';
  return told.kind === 'error' ? told.error.kind : told.kind;
}

function itemsOf(told: Told | null): number | undefined {
  return told?.kind === 'value' || told?.kind === 'unreadable' ? told.items : undefined;
}
