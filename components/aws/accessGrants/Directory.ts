import * as pulumi from "@pulumi/pulumi";
import { Group } from "@pulumi/aws/identitystore/group.js";
import { GroupMembership } from "@pulumi/aws/identitystore/groupMembership.js";
import { User } from "@pulumi/aws/identitystore/user.js";
import { mapValues } from "../../../lib/mapValues.ts";
import type { DirectoryGroupModel, DirectoryUserModel, IdentityCenterModel } from "../../../trust/TrustModel.ts";
import { declared } from "../../declared.ts";
import type { Adopted } from "./findAdopted.ts";
import type { IdentityCenterInstance } from "./identityCenterInstance.ts";

export interface DirectoryArgs extends Pick<IdentityCenterModel, "users" | "groups"> {
  readonly instance: IdentityCenterInstance;
  readonly adopted: Pick<Adopted, "userIds" | "groupIds">;
}

/** Users and groups of Identity Center: declared ones are made, adopted ones are left as they are. */
export class Directory extends pulumi.ComponentResource {
  /** By the names in the config. */
  readonly userIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly groupIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: DirectoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:Directory", name, {}, opts);
    const { identityStoreId } = args.instance;
    const { adopted } = args;
    this.userIds = mapValues(args.users, (user, key) =>
      user.source === "adopted"
        ? pulumi.output(declared(adopted.userIds, key))
        : this.#declareUser(`${name}/${key}`, user, identityStoreId),
    );
    this.groupIds = mapValues(args.groups, (group, key) =>
      group.source === "adopted"
        ? pulumi.output(declared(adopted.groupIds, key))
        : this.#declareGroup(`${name}/${key}`, group, identityStoreId),
    );
    this.registerOutputs({ userIds: this.userIds, groupIds: this.groupIds });
  }

  #declareUser(name: string, user: DirectoryUserModel, identityStoreId: string): pulumi.Output<string> {
    const { email, userName, displayName = userName, givenName = userName, surname = userName } = user;
    return new User(
      name,
      {
        identityStoreId,
        userName,
        displayName,
        name: { givenName, familyName: surname },
        emails: { value: email, primary: true },
      },
      { parent: this },
    ).userId;
  }

  #declareGroup(
    name: string,
    { displayName, description, members }: DirectoryGroupModel,
    identityStoreId: string,
  ): pulumi.Output<string> {
    const { groupId } = new Group(
      name,
      { identityStoreId, displayName, ...(description !== undefined && { description }) },
      { parent: this },
    );
    for (const member of members) {
      const membership = { identityStoreId, groupId, memberId: declared(this.userIds, member) };
      new GroupMembership(`${name}/${member}`, membership, { parent: this });
    }
    return groupId;
  }
}
