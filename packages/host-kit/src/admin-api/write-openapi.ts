import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openApiDocument } from './openapi.ts';

/** Where the admin API's document lies in the repository. */
export const openApiFile = path.resolve(import.meta.dirname, '../../../../docs/admin-api.openapi.json');

export function openApiText(): string {
  return `${JSON.stringify(openApiDocument('1'), null, 2)}\n`;
}

// `npm run openapi` writes it; a test holds that it is current.
if (import.meta.main) await writeFile(openApiFile, openApiText());
