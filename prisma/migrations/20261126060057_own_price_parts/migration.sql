-- AlterTable
ALTER TABLE "target" ADD COLUMN     "own_parts" TEXT[] DEFAULT ARRAY[]::TEXT[];
