import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type * as engineTypes from '@prisma/schema-engine-wasm';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { createMigrationAdapters } from './schema-engine-adapter.ts';

export type { SchemaEngine } from '@prisma/schema-engine-wasm';

interface WebAssemblyRuntime {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
}
type EngineModule = typeof engineTypes & { __wbg_set_wasm(exports: object): void };

// Once per process: the glue module keeps the instance in a variable of its own, and a second one would take the memory away
// from engines that are open. (The package's own entry imports the .wasm file as a module, which is experimental in Node.)
const engineModule = await loadEngine();

async function loadEngine(): Promise<EngineModule> {
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const loaded = (await import(pathToFileURL(glue).href)) as EngineModule;
  const bytes = await readFile(path.join(path.dirname(glue), 'schema_engine_bg.wasm'));
  const { WebAssembly: runtime } = globalThis as unknown as { WebAssembly: WebAssemblyRuntime };
  const { instance } = await runtime.instantiate(bytes, { './schema_engine_bg.js': withoutHolding(loaded) });
  loaded.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return loaded;
}

/**
 * The engine guards its own lock with a timer of ten seconds that it never clears: it must not keep a finished process alive.
 * The import's name ends in a hash.
 */
function withoutHolding(imports: object): object {
  const entries = Object.entries(imports).map(([name, imported]): [string, unknown] => {
    if (!name.startsWith('__wbg_setTimeout_')) return [name, imported];
    return [
      name,
      (...parameters: unknown[]) => {
        const timer = (imported as (...given: unknown[]) => unknown)(...parameters);
        if (typeof timer === 'object' && timer !== null && 'unref' in timer)
          (timer as NodeJS.Timeout).unref();
        return timer;
      },
    ];
  });
  return Object.fromEntries(entries);
}

/**
 * Runs `use` with Prisma's schema engine: WebAssembly over a `pg` connection, nothing is downloaded.
 * @param schema the text of `schema.prisma`; the engine learns the provider from it.
 * @param connectionString a direct connection, not one through a transaction pooler.
 */
export async function withSchemaEngine<Value>(
  schema: string,
  connectionString: string,
  use: (engine: SchemaEngine) => Promise<Value>,
): Promise<Value> {
  const adapters = createMigrationAdapters(connectionString);
  try {
    const engine = await engineModule.SchemaEngine.new(
      { datamodels: [['schema.prisma', schema]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(adapters.factory),
    );
    try {
      return await use(engine);
    } finally {
      engine.free();
    }
  } finally {
    await adapters.close();
  }
}

/** The first lines of what the engine says; the rest is its own stack. */
export function engineMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split(/\n\s+0: /)[0] ?? text;
}
