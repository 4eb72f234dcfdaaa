import type { ClientSecretDescriptorType } from "@aws-sdk/client-cognito-identity-provider";
import { allPages } from "../allPages.ts";
import type { AwsServices } from "../AwsAccess.ts";

/** The secrets of an app client, without their values. */
export async function readClientSecrets(
  userPools: Pick<AwsServices["userPools"], "listUserPoolClientSecrets">,
  id: { readonly UserPoolId: string; readonly ClientId: string },
): Promise<readonly ClientSecretDescriptorType[]> {
  return allPages(
    async (page) => userPools.listUserPoolClientSecrets({ ...id, ...page }),
    ({ ClientSecrets }) => ClientSecrets,
  );
}
