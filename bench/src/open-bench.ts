import path from 'node:path';
import { readEnvironment } from '@quayside/assembly/environment';
import { openInstallation, type Installation } from '@quayside/assembly/installation';

/** An installation with a database of its own: whatever else this machine has would be drained as well. */
export function openBench(
  options: Pick<Parameters<typeof openInstallation>[0], 'definitions'> = {},
): Promise<Installation> {
  const environment = readEnvironment();
  return openInstallation({
    ...options,
    environment: {
      ...environment,
      logLevel: 'warn',
      dataDirectory: path.join(environment.dataDirectory, 'bench'),
    },
    role: 'bench',
  });
}
