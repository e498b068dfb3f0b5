-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "attributes" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "is_enabled" BOOLEAN NOT NULL DEFAULT true;
