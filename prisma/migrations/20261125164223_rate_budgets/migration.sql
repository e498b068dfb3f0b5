-- Buckets get another key. Those that there are begin anew, full: the restart that comes with a migration lets the platform's fill too.
DELETE FROM "rate_bucket";

-- AlterTable
ALTER TABLE "rate_bucket" DROP CONSTRAINT "rate_bucket_pkey",
DROP COLUMN "operation",
ADD COLUMN     "bucket" TEXT NOT NULL,
ADD COLUMN     "changed_at" TIMESTAMPTZ(3) NOT NULL,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "workspace_id" DROP NOT NULL,
ALTER COLUMN "connection_id" DROP NOT NULL,
ADD CONSTRAINT "rate_bucket_pkey" PRIMARY KEY ("bucket");

-- CreateTable
CREATE TABLE "rate_waiter" (
    "bucket" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "shared" TEXT,
    "wanted" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rate_waiter_pkey" PRIMARY KEY ("bucket","holder","priority")
);

-- CreateIndex
CREATE INDEX "rate_waiter_shared_idx" ON "rate_waiter"("shared");

-- CreateIndex
CREATE INDEX "rate_bucket_workspace_id_connection_id_idx" ON "rate_bucket"("workspace_id", "connection_id");

-- AddForeignKey
ALTER TABLE "rate_waiter" ADD CONSTRAINT "rate_waiter_bucket_fkey" FOREIGN KEY ("bucket") REFERENCES "rate_bucket"("bucket") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "listing_workspace_id_quantity_target_id_idx" ON "listing"("workspace_id", "quantity_target_id");

-- CreateIndex
CREATE INDEX "listing_workspace_id_price_target_id_idx" ON "listing"("workspace_id", "price_target_id");
