import { answerShapes } from '@quayside/connectors/amazon/answer-shapes.gen';
import { definition } from '@quayside/connectors/amazon/definition';
import { isDeepStrictEqual } from 'node:util';
import { ModelCheck } from '@quayside/simulators/amazon/model-check';
import { officialCases, type OfficialCase } from '@quayside/simulators/amazon/official-cases';
import {
  publishedOperation,
  type PublishedOperation,
} from '@quayside/simulators/amazon/published-operations';
import { replayOfficialCase } from '@quayside/simulators/amazon/replay-official-case';
import { openReplayStage } from '@quayside/simulators/amazon/replay-stage';
import { sharedFactsFolder } from '@quayside/simulators/shared-facts';
import { answerOf, checkConnector, type OperationUnderTest } from './check-connector.ts';
import { judge, type Finding } from './findings.ts';
import { startOfficialAmazon } from './official-amazon.ts';
import { keyOf, notOfTheModels, usedOperations, type UsedOperation } from './operations.ts';
import { reduceAnswers } from './reduce-answers.ts';

const declared = Object.keys(definition.manifest.rateLimits).filter((name) => !notOfTheModels.includes(name));
const rows: Readonly<Record<string, UsedOperation | undefined>> = usedOperations;

/** Holds the connector and the simulator against everything that Amazon publishes of the operations in use. */
export async function checkConformance(tell: (finding: Finding) => void): Promise<void> {
  if (sharedFactsFolder() === undefined) {
    for (const id of declared)
      tell({ id, outcome: 'skipped', reason: 'the published models are not at hand' });
    return;
  }
  for (const finding of checkRows(declared)) tell(finding);
  const operations = operationsInUse();
  for (const finding of checkShapes(operations)) tell(finding);
  const check = new ModelCheck();
  for (const it of operations.flatMap(({ cases }) => cases).filter(({ id }) => id.endsWith('#ours')))
    tell(judge(`${it.id} by the model`, check.answerProblems(it, it.status, it.response)));
  for (const finding of await replayAll(operations)) tell(finding);
  const amazon = await startOfficialAmazon(publishedOf(operations), check);
  const usual = Object.fromEntries(
    operations.flatMap(({ name, cases }) => {
      const fine = cases.find(({ status }) => status < 300);
      return fine === undefined ? [] : [[name, answerOf(fine)] as const];
    }),
  );
  try {
    for (const operation of operations) {
      const stage = { amazon, check, shapes: answerShapes, usual };
      for (const finding of await checkConnector(stage, operation)) tell(finding);
    }
  } finally {
    await amazon.close();
  }
}

/** The operations in use, with what the models say of them. */
export function operationsInUse(): readonly OperationUnderTest[] {
  return Object.entries(rows).flatMap(([name, row]) => {
    const published = row === undefined ? undefined : publishedOperation(row.model, name);
    if (row === undefined || published === undefined) return [];
    const key = keyOf(name, row);
    const cases = row.answer === undefined ? officialCases(key) : [ourCase(key, published, row.answer)];
    return [{ name, key, published, cases, drives: row.drives }];
  });
}

function ourCase(key: string, published: PublishedOperation, response: unknown): OfficialCase {
  return { ...published, id: `${key}#ours`, status: 200, request: { parameters: {} }, response };
}

export function publishedOf(operations: readonly OperationUnderTest[]) {
  return Object.fromEntries(operations.map(({ name, published }) => [name, published]));
}

/** Every operation with a rate in the manifest has a row, which leads to the model; and no row is left over. */
export function checkRows(names: readonly string[]): readonly Finding[] {
  const missing = names
    .filter((name) => rows[name] === undefined)
    .map((name) => judge(`${name}: row`, ['add a row to simulation/src/conformance/operations.ts']));
  const known = Object.entries(rows).map(([name, row]) =>
    judge(`${name}: row`, [
      ...(names.includes(name) ? [] : ['the manifest has no rate for it']),
      ...(row !== undefined && publishedOperation(row.model, name) === undefined
        ? [`${row.model} does not have it`]
        : []),
      ...(row?.drives.length === 0 ? ['no call of the port makes the connector use it'] : []),
    ]),
  );
  return [...missing, ...known];
}

/** What the connector knows of Amazon's answers is what the models say now. */
function checkShapes(operations: readonly OperationUnderTest[]): readonly Finding[] {
  const now = reduceAnswers(publishedOf(operations));
  const isCurrent = isDeepStrictEqual(now, answerShapes);
  const problem = 'out of date: run node simulation/src/conformance/write-answer-shapes.ts';
  return [judge('amazon/answer-shapes.gen.ts', isCurrent ? [] : [problem])];
}

async function replayAll(operations: readonly OperationUnderTest[]): Promise<readonly Finding[]> {
  const stage = await openReplayStage();
  const findings: Finding[] = [];
  try {
    for (const { key, cases } of operations) {
      if (cases.length === 0)
        findings.push({
          id: `${key} > simulator`,
          outcome: 'skipped',
          reason: 'Amazon publishes no case of it',
        });
      for (const it of cases) {
        const replayed = await replayOfficialCase(stage, it);
        findings.push(judge(`${it.id} > simulator`, replayed.kind === 'fits' ? [] : replayed.problems));
      }
    }
  } finally {
    await stage.amazon.close();
  }
  return findings;
}
