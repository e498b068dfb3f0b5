import path from 'node:path';
import config from '../../knip.config.ts';
import { findDeadFiles } from './dead-files.ts';

const dead = await findDeadFiles(path.resolve(import.meta.dirname, '../..'), config.workspaces);
for (const file of dead) {
  process.stderr.write(`${file}: nothing reaches it. Delete it, or name it as an entry in knip.config.ts\n`);
}
process.exitCode = dead.length === 0 ? 0 : 1;
