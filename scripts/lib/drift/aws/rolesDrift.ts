import type { IAM } from "@aws-sdk/client-iam";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import type { DriftReader } from "../DriftContext.ts";
import type { DriftFinding } from "../DriftFinding.ts";
import { notThere } from "../lib/notThere.ts";
import { placeOf } from "../lib/placeOf.ts";
import { resourcesOf } from "../lib/resourcesOf.ts";
import { accountOf, compareAws, ifThere, readPart } from "./lib/compareAws.ts";
import { allOfIam } from "./lib/allMarked.ts";
import { sortFindings } from "./lib/sortFindings.ts";
import { compareRolePolicies } from "./roles/compareRolePolicies.ts";
import { compareTrust } from "./roles/compareTrust.ts";
import type { InlinePolicy, RoleUnderDrift } from "./roles/RoleUnderDrift.ts";

type Iam = Awaited<ReturnType<AwsServices["roles"]>>;

/** The stack's IAM roles: who may take them, and what they may then do, beyond what was declared. */
export const rolesDrift: DriftReader = async (context) => {
  const compared = resourcesOf(context.state, "aws:iam/role:Role").map(async (resource) => {
    const name = resource.id;
    if (name === undefined) return [];
    const { where, path } = placeOf(resource, context.state);
    const place = { where, path: path ?? [] };
    const { region } = context.trust;
    const accountId = accountOf(resource.outputs["arn"]);
    return compareAws(context, { place, region, accountId, action: "iam:GetRole" }, async (services) =>
      compareRole({ context, place, name, resource }, await services.roles()),
    );
  });
  return sortFindings((await Promise.all(compared)).flat());
};

async function compareRole(under: RoleUnderDrift, iam: Iam): Promise<readonly DriftFinding[]> {
  const { place, name: RoleName } = under;
  const found = await ifThere(iam.getRole({ RoleName }));
  if (found?.Role === undefined) return notThere(place, RoleName);
  return [
    ...compareTrust(under, found.Role),
    ...(await readPart({ place, action: "iam:ListRolePolicies and iam:GetRolePolicy" }, async () =>
      compareRolePolicies(under, { inline: await inlinePolicies(iam, RoleName) }),
    )),
    ...(await readPart({ place, action: "iam:ListAttachedRolePolicies" }, async () => {
      const attached = await allOfIam(
        async (page) => iam.listAttachedRolePolicies({ RoleName, ...page }),
        ({ AttachedPolicies }) => AttachedPolicies,
      );
      return compareRolePolicies(under, { attached: attached.flatMap(({ PolicyArn }) => PolicyArn ?? []) });
    })),
  ];
}

async function inlinePolicies(
  iam: Pick<IAM, "listRolePolicies" | "getRolePolicy">,
  RoleName: string,
): Promise<readonly InlinePolicy[]> {
  const names = await allOfIam(
    async (page) => iam.listRolePolicies({ RoleName, ...page }),
    ({ PolicyNames }) => PolicyNames,
  );
  return Promise.all(
    names.map(async (PolicyName) => {
      const { PolicyDocument = "" } = await iam.getRolePolicy({ RoleName, PolicyName });
      // IAM answers with a document in percent encoding (API reference, GetRolePolicy).
      return { name: PolicyName, document: decodeURIComponent(PolicyDocument) };
    }),
  );
}
