-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "pool_id" UUID;

-- AlterTable
ALTER TABLE "listing" ADD COLUMN     "channel_stock_at" TIMESTAMPTZ(3),
ADD COLUMN     "channel_stock_quantity" INTEGER;

-- AlterTable
ALTER TABLE "reservation" ADD COLUMN     "pool_id" UUID;

-- AlterTable
ALTER TABLE "stock_pool" ADD COLUMN     "locations" JSONB,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "variant" ADD COLUMN     "stock_by_location" JSONB,
ADD COLUMN     "stock_item_id" TEXT;

-- What was so far: one pool of all that the first store has, for every account and every promise.
INSERT INTO "stock_pool" ("workspace_id", "id", "name", "master_connection_id")
SELECT DISTINCT ON (store."workspace_id") store."workspace_id", gen_random_uuid(), store."name", store."id"
FROM "connection" AS store
WHERE store."role" = 'store'
  AND NOT EXISTS (SELECT 1 FROM "stock_pool" AS pool WHERE pool."workspace_id" = store."workspace_id")
ORDER BY store."workspace_id", store."id";

UPDATE "connection" SET "pool_id" = (
  SELECT pool."id" FROM "stock_pool" AS pool
  WHERE pool."workspace_id" = "connection"."workspace_id" ORDER BY pool."id" LIMIT 1
) WHERE "role" = 'channel';

UPDATE "reservation" SET "pool_id" = (
  SELECT pool."id" FROM "stock_pool" AS pool
  WHERE pool."workspace_id" = "reservation"."workspace_id" ORDER BY pool."id" LIMIT 1
);

ALTER TABLE "reservation" ALTER COLUMN "pool_id" SET NOT NULL;

-- CreateIndex
CREATE INDEX "reservation_workspace_id_pool_id_idx" ON "reservation"("workspace_id", "pool_id");

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_workspace_id_pool_id_fkey" FOREIGN KEY ("workspace_id", "pool_id") REFERENCES "stock_pool"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_workspace_id_pool_id_fkey" FOREIGN KEY ("workspace_id", "pool_id") REFERENCES "stock_pool"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
