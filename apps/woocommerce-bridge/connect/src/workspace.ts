import type { Installation } from '@quayside/assembly/installation';
import type { WorkspaceId } from '@quayside/core/domain/ids';

/** The workspace of this name; it is made if it is not there. */
export async function findOrMakeWorkspace(
  { engine, storage }: Pick<Installation, 'engine' | 'storage'>,
  name: string,
): Promise<WorkspaceId> {
  const known = (await storage.listWorkspaces()).find((workspace) => workspace.name === name);
  if (known !== undefined) return known.id;
  const id = engine.ids.next() as WorkspaceId;
  await storage.createWorkspace({ id, name, createdAt: engine.clock.now() });
  return id;
}
