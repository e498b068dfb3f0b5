-- CreateTable
CREATE TABLE "unknown_issue" (
    "workspace_id" UUID NOT NULL,
    "connector" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "text" JSONB NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unknown_issue_pkey" PRIMARY KEY ("workspace_id","connector","code")
);

-- AddForeignKey
ALTER TABLE "unknown_issue" ADD CONSTRAINT "unknown_issue_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Issues that were stored before they were explained: nothing more is said of them until their listing is read again.
UPDATE "listing"
SET "issues" = (
    SELECT jsonb_agg('{"words": null, "attributes": [], "repairs": [], "isKnown": true}'::jsonb || issue)
    FROM jsonb_array_elements("issues") AS issue
)
WHERE jsonb_array_length("issues") > 0;
