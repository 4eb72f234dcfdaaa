import type { CognitoIssuerModel, S3AccessGrantsModel, TrustModel } from "../../../../trust/TrustModel.ts";
import type { Purpose } from "../Purpose.ts";
import { accessGrantsRights } from "./accessGrantsRights.ts";
import { apiRights } from "./apiRights.ts";
import { type AwsPlace, resource } from "./AwsPlace.ts";
import { type AwsResource, type AwsRight, rightsOn } from "./AwsRight.ts";
import { userPoolRights } from "./userPoolRights.ts";

/**
 * What the program and the scripts need at AWS, each right once, in order of resources and actions; nothing where the config
 * has nothing there.
 * @param principalArn whose rights these are, so that they may ask about no other's
 */
export function awsRights(
  { apis, issuers, relyingParties }: TrustModel,
  place: AwsPlace,
  purpose: Purpose,
  principalArn?: string,
): readonly AwsRight[] {
  const pools = Object.values(issuers).filter((issuer): issuer is CognitoIssuerModel => issuer.kind === "cognito");
  const parties = Object.fromEntries(
    Object.entries(relyingParties).filter(
      (entry): entry is [string, S3AccessGrantsModel] => entry[1].kind === "s3-access-grants",
    ),
  );
  const rights = [
    ...apiRights(apis, place),
    ...userPoolRights(pools, place),
    ...accessGrantsRights(parties, place),
  ].filter((right) => right.purpose === "read" || right.purpose === purpose);
  return rights.length === 0 ? [] : merge([...rights, ...simulationRights(place, principalArn)]);
}

/** The preflight asks what the caller's own policies allow. A policy has no variable for the role that a session is of. */
function simulationRights(place: AwsPlace, principalArn: string | undefined): readonly AwsRight[] {
  const principals: readonly AwsResource[] =
    principalArn === undefined
      ? ["role/*", "user/*"].map((path) => resource("Principals", place.globalArn("iam", path)))
      : [resource("Principals", principalArn)];
  return principals.flatMap((one) => rightsOn("iam", one, { read: ["SimulatePrincipalPolicy"] }));
}

/** One right for each action, pattern and condition, with all that it is about. */
function merge(rights: readonly AwsRight[]): readonly AwsRight[] {
  const merged = new Map<string, AwsRight>();
  for (const right of rights) {
    const key = keyOf(right);
    const before = merged.get(key);
    merged.set(key, before === undefined ? right : withExamples(before, right));
  }
  return [...merged.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, right]) => right);
}

function keyOf({ action, resource: { pattern }, condition }: AwsRight): string {
  return JSON.stringify([pattern, condition ?? {}, action]);
}

function withExamples(before: AwsRight, { resource: { examples }, purpose }: AwsRight): AwsRight {
  return {
    ...before,
    purpose: before.purpose === "read" ? "read" : purpose,
    resource: { ...before.resource, examples: [...new Set([...before.resource.examples, ...examples])].sort() },
  };
}
