import { isArnLike } from "../../../../sandbox/aws/iam/patterns.ts";
import type { DemandedRight } from "../../../../sandbox/operator/DemandedRight.ts";
import type { AwsRight } from "../../../../scripts/lib/permissions/aws/AwsRight.ts";
import { isGranted } from "../../../../scripts/lib/permissions/okta/oktaRights.ts";
import type { StackRights } from "../../../../scripts/lib/permissions/stackRights.ts";

/** Whether rights are enough for one that a vendor of the sandbox's asked for. */
export function covers(rights: StackRights, { vendor, kind, on, anyOf }: DemandedRight): boolean {
  switch (vendor) {
    case "aws":
      return rights.aws.some((right) => anyOf.includes(right.action) && isAbout(right, on));
    case "okta": {
      const granted = (kind === "scope" ? rights.okta?.scopes : rights.okta?.permissions) ?? [];
      return anyOf.some((name) => isGranted(name, granted));
    }
    case "microsoft": {
      const granted: readonly string[] = rights.directories.find(({ tenantId }) => tenantId === on)?.permissions ?? [];
      return anyOf.some((names) => names.split(" and ").every((name) => granted.includes(name)));
    }
    case "jumpcloud":
      return rights.jumpcloud !== undefined && anyOf.includes(rights.jumpcloud);
  }
}

/** What was demanded does not say to which service a role was handed: that shows in whose role it is. */
function isAbout({ resource: { pattern, examples }, condition }: AwsRight, on: string): boolean {
  if (condition?.["iam:PassedToService"] !== undefined) return examples.includes(on);
  return pattern === "*" || isArnLike(on, pattern);
}
