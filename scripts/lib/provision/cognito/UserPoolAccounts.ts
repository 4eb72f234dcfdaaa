import type { AttributeType, CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { AwsError } from "../../vendors/aws/AwsError.ts";

/** What is compared of a person's account. */
export interface Account {
  /** The user name by which Cognito's API names it: the `sub` in a pool where people sign in with an address. */
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Such as `FORCE_CHANGE_PASSWORD`, which waits for a first sign-in. */
  readonly status: string;
  readonly modified: Date;
}

/** How an account is made or its first password renewed. */
export type FirstPassword = { readonly invitation: true } | { readonly password: string };

/** Accounts of a user pool, through Cognito's API. */
export class UserPoolAccounts {
  readonly #client: CognitoIdentityProvider;
  readonly #pool: string;

  /** @param client one of `awsClient`, whose errors are AwsError */
  constructor(client: CognitoIdentityProvider, userPoolId: string) {
    this.#client = client;
    this.#pool = userPoolId;
  }

  /** @param name a user name or an address to sign in with, in any case */
  async find(name: string): Promise<Account | undefined> {
    try {
      const found = await this.#client.adminGetUser({ UserPoolId: this.#pool, Username: name });
      return {
        id: found.Username ?? name,
        attributes: Object.fromEntries((found.UserAttributes ?? []).map(({ Name = "", Value = "" }) => [Name, Value])),
        status: found.UserStatus ?? "",
        modified: found.UserLastModifiedDate ?? new Date(0),
      };
    } catch (error) {
      if (error instanceof AwsError && error.awsCode === "UserNotFoundException") return undefined;
      throw error;
    }
  }

  async groups(id: string): Promise<readonly string[]> {
    const names: string[] = [];
    let next: string | undefined;
    do {
      const page = await this.#client.adminListGroupsForUser({
        ...this.#of(id),
        ...(next !== undefined && { NextToken: next }),
      });
      names.push(...(page.Groups ?? []).flatMap(({ GroupName }) => GroupName ?? []));
      next = page.NextToken;
    } while (next !== undefined);
    return names;
  }

  /** @returns the account's id */
  async create(name: string, attributes: Readonly<Record<string, string>>, first: FirstPassword): Promise<string> {
    const { User } = await this.#client.adminCreateUser({
      ...this.#of(name),
      UserAttributes: attributeList(attributes),
      // Without a medium Cognito would send a text message (API reference, AdminCreateUser).
      ...("password" in first
        ? { MessageAction: "SUPPRESS", TemporaryPassword: first.password }
        : { DesiredDeliveryMediums: ["EMAIL"] }),
    });
    return User?.Username ?? name;
  }

  /** Another temporary password, with its time from the beginning; Cognito makes it and sends it. */
  async inviteAgain(id: string): Promise<void> {
    await this.#client.adminCreateUser({
      ...this.#of(id),
      MessageAction: "RESEND",
      DesiredDeliveryMediums: ["EMAIL"],
    });
  }

  async setPassword(id: string, password: string, permanent: boolean): Promise<void> {
    await this.#client.adminSetUserPassword({ ...this.#of(id), Password: password, Permanent: permanent });
  }

  async update(id: string, attributes: Readonly<Record<string, string>>): Promise<void> {
    await this.#client.adminUpdateUserAttributes({ ...this.#of(id), UserAttributes: attributeList(attributes) });
  }

  async join(id: string, group: string): Promise<void> {
    await this.#client.adminAddUserToGroup({ ...this.#of(id), GroupName: group });
  }

  async leave(id: string, group: string): Promise<void> {
    await this.#client.adminRemoveUserFromGroup({ ...this.#of(id), GroupName: group });
  }

  #of(name: string): { readonly UserPoolId: string; readonly Username: string } {
    return { UserPoolId: this.#pool, Username: name };
  }
}

function attributeList(attributes: Readonly<Record<string, string>>): AttributeType[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}
