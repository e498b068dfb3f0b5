import path from 'node:path';
import { findPlatformNames } from './platform-names.ts';

const core = path.resolve(import.meta.dirname, '../../packages/core');
const found = await findPlatformNames(path.join(core, 'src'));
for (const { file, line, name } of found) {
  process.stderr.write(
    `${path.relative(process.cwd(), file)}:${line} names ${name}: core knows no platform\n`,
  );
}
process.exitCode = found.length === 0 ? 0 : 1;
