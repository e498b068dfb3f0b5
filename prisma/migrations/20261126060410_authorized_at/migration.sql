-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "authorized_at" TIMESTAMPTZ(3);
