-- CreateTable
CREATE TABLE "notification_subscription" (
    "workspace_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "connector" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "ensured_at" TIMESTAMPTZ(3),
    "heard_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_subscription_pkey" PRIMARY KEY ("workspace_id","connection_id")
);

-- CreateIndex
CREATE INDEX "notification_subscription_connector_account_idx" ON "notification_subscription"("connector", "account");

-- AddForeignKey
ALTER TABLE "notification_subscription" ADD CONSTRAINT "notification_subscription_workspace_id_connection_id_fkey" FOREIGN KEY ("workspace_id", "connection_id") REFERENCES "connection"("workspace_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Accounts that were connected before are told of as well: the platform is asked at the next look.
INSERT INTO "notification_subscription" ("workspace_id", "connection_id", "connector", "account")
SELECT "workspace_id", "id", "connector", "settings"->>'sellerId' FROM "connection"
WHERE "role" = 'channel' AND "connector" = 'amazon' AND "settings"->>'sellerId' IS NOT NULL;

INSERT INTO "poll" ("workspace_id", "connection_id", "kind", "due_at", "attempts", "version")
SELECT "workspace_id", "connection_id", 'notifications', now(), 0, 0 FROM "notification_subscription";
