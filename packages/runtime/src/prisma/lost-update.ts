import { Prisma } from './generated/client.ts';

/** A row that another transaction changed since it was read: the transaction must run again. */
export class LostUpdate extends Error {
  override readonly name = 'LostUpdate';
}

/** PostgreSQL: serialization failure, deadlock, unique violation; a row that is needed was removed meanwhile, or one to be removed is needed since. */
const sqlStates = new Set(['40001', '40P01', '23505', '23503', '23001']);
/** Prisma: unique constraint, foreign key, write conflict or deadlock. */
const prismaCodes = new Set(['P2002', 'P2003', 'P2034']);

/** Whether a transaction failed only because another one came first, so that running it again is right. */
export function isLostRace(error: unknown): boolean {
  if (error instanceof LostUpdate) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (prismaCodes.has(error.code)) return true;
    return [...sqlStates].some((state) => JSON.stringify(error.meta ?? {}).includes(`"${state}"`));
  }
  if (typeof error !== 'object' || error === null) return false;
  const cause = 'cause' in error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null) return false;
  const code = 'originalCode' in cause ? cause.originalCode : 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' && sqlStates.has(code);
}
