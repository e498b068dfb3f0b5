-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "orders_read" JSONB;
