import type { Installation } from '@quayside/assembly/installation';
import type { WorkspaceId } from '@quayside/core/domain/ids';
import { joinWorkspace } from '@quayside/core/use-cases/join-workspace';
import { callOperation, type InputOf, type OutputOf } from '@quayside/host-kit/admin-api/call-operation';
import type { Actor } from '@quayside/host-kit/admin-api/operation';
import type { OperationName } from '@quayside/host-kit/admin-api/operations';
import { openBench } from './open-bench.ts';
import { settleDatabase } from './settle-database.ts';

/** Asks the admin API as a member of the benchmark's workspace. */
export type Ask = <Name extends OperationName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;

export interface ScreenQuestions<Seeded> {
  /** Fills the workspace. */
  readonly seed: (installation: Installation, workspaceId: WorkspaceId) => Promise<Seeded>;
  /** What is asked, by what it is called. */
  readonly questions: (seeded: Seeded, ask: Ask) => Readonly<Record<string, () => Promise<unknown>>>;
  /** Of each question, before any is timed and then. */
  readonly warmUps: number;
  readonly repetitions: number;
  readonly progress: (text: string) => void;
}

/** Times what screens ask, from the call to the answer, in a workspace of its own that is gone afterwards. */
export async function timeQuestions<Seeded>({
  seed,
  questions,
  warmUps,
  repetitions,
  progress,
}: ScreenQuestions<Seeded>): Promise<{ readonly p50Ms: number; readonly p99Ms: number }> {
  const installation = await openBench();
  const { engine, storage, adminApi } = installation;
  const workspaceId = engine.ids.next() as WorkspaceId;
  await storage.createWorkspace({ id: workspaceId, name: 'Benchmark', createdAt: engine.clock.now() });
  try {
    const seeded = await seed(installation, workspaceId);
    await settleDatabase(installation);
    const member = await joinWorkspace(engine, workspaceId, { hostUser: 'bench:1', name: 'Ada' });
    const actor: Actor = { workspaceId, member, locale: 'en' };
    const ask: Ask = async (name, input) => {
      const answer = await callOperation(adminApi, actor, name, input);
      if (!answer.ok) throw new Error(answer.problem.sentence);
      return answer.value;
    };
    const all: number[] = [];
    for (const [name, question] of Object.entries(questions(seeded, ask))) {
      for (let index = 0; index < warmUps; index += 1) await question();
      const took: number[] = [];
      for (let index = 0; index < repetitions; index += 1) {
        const began = performance.now();
        await question();
        took.push(performance.now() - began);
      }
      all.push(...took);
      progress(`${name}: p50 ${percentile(took, 0.5)} ms, p99 ${percentile(took, 0.99)} ms`);
    }
    return { p50Ms: percentile(all, 0.5), p99Ms: percentile(all, 0.99) };
  } finally {
    await storage.deleteWorkspace(workspaceId);
    await installation.close();
  }
}

/** Where a page in the middle of a list begins. */
export function cursor(key: string): string {
  return Buffer.from(`${key}\n00000000-0000-7000-8000-000000000000`).toString('base64url');
}

function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return Math.round((sorted[Math.ceil(share * sorted.length) - 1] ?? 0) * 10) / 10;
}
