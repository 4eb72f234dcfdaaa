import { RunError } from "@pulumi/pulumi";
import { getInstances } from "@pulumi/aws/ssoadmin/getInstances.js";

/** An instance of IAM Identity Center, which the company has: this program makes none. */
export interface IdentityCenterInstance {
  readonly instanceArn: string;
  readonly identityStoreId: string;
  /** Where the instance is, and all that is declared with it has to be. */
  readonly region: string;
}

/**
 * Looks the region's instance up, before anything is declared with it.
 * @param wanted its ARN; without it, the region's only one
 * @throws RunError where there is no such instance, or more than one to choose from
 */
export async function identityCenterInstance(wanted: string | undefined): Promise<IdentityCenterInstance> {
  const { arns, identityStoreIds, region } = await getInstances({});
  const index = wanted === undefined && arns.length === 1 ? 0 : arns.indexOf(wanted ?? "");
  const [instanceArn, identityStoreId] = [arns[index], identityStoreIds[index]];
  if (instanceArn !== undefined && identityStoreId !== undefined) return { instanceArn, identityStoreId, region };
  const known = arns.length === 0 ? "it has none" : `it has ${arns.join(", ")}`;
  const what = wanted === undefined ? "no single Identity Center instance" : `no Identity Center instance ${wanted}`;
  throw new RunError(
    `there is ${what} in ${region}: ${known}. identityCenter.instanceArn chooses one, and the stack's region has to be that of the instance.`,
  );
}
