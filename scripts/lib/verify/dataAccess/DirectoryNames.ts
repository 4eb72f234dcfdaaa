import { AwsError } from "../../vendors/aws/AwsError.ts";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";

/** Users and groups of Identity Center by their names: the config's, or for those it does not have, Identity Center's own. */
export class DirectoryNames {
  readonly #under: Pick<DataAccessUnderTest, "deployed">;
  readonly #store: AwsServices["identityStore"];

  constructor(under: Pick<DataAccessUnderTest, "deployed">, { identityStore }: Pick<AwsServices, "identityStore">) {
    this.#under = under;
    this.#store = identityStore;
  }

  async user(userId: string): Promise<string> {
    const { users, identityStoreId: IdentityStoreId } = this.#under.deployed;
    const known = Object.entries(users).find(([, user]) => user.userId === userId);
    if (known !== undefined) return `user ${known[0]}`;
    const found = await ifThere(this.#store.describeUser({ IdentityStoreId, UserId: userId }));
    return `user ${found?.UserName ?? userId} (not declared)`;
  }

  async group(groupId: string): Promise<string> {
    const { groups, identityStoreId: IdentityStoreId } = this.#under.deployed;
    const known = Object.entries(groups).find(([, group]) => group.groupId === groupId);
    if (known !== undefined) return `group ${known[0]}`;
    const found = await ifThere(this.#store.describeGroup({ IdentityStoreId, GroupId: groupId }));
    return `group ${found?.DisplayName ?? groupId} (not declared)`;
  }
}

/** A grant or an assignment may outlive the one whom it names. */
async function ifThere<T>(asking: Promise<T>): Promise<T | undefined> {
  return asking.catch((error: unknown) => {
    if (error instanceof AwsError && error.awsCode === "ResourceNotFoundException") return undefined;
    throw error;
  });
}
