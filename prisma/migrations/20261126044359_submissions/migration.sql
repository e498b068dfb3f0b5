-- AlterTable
ALTER TABLE "listing" ADD COLUMN     "submission_id" UUID;

-- CreateTable
CREATE TABLE "submission" (
    "workspace_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "marketplace" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "gathering_for" TEXT,
    "offers" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "channel_id" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("workspace_id","id")
);

-- CreateIndex
CREATE INDEX "submission_workspace_id_connection_id_due_at_idx" ON "submission"("workspace_id", "connection_id", "due_at");

-- CreateIndex
CREATE INDEX "submission_due_at_idx" ON "submission"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "submission_workspace_id_connection_id_gathering_for_key" ON "submission"("workspace_id", "connection_id", "gathering_for");

-- CreateIndex
CREATE INDEX "listing_workspace_id_submission_id_id_idx" ON "listing"("workspace_id", "submission_id", "id");

-- AddForeignKey
ALTER TABLE "listing" ADD CONSTRAINT "listing_workspace_id_submission_id_fkey" FOREIGN KEY ("workspace_id", "submission_id") REFERENCES "submission"("workspace_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
