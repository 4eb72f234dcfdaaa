import * as pulumi from "@pulumi/pulumi";
import { getGroupOutput } from "@pulumi/aws/identitystore/getGroup.js";
import { getUserOutput } from "@pulumi/aws/identitystore/getUser.js";
import { Group } from "@pulumi/aws/identitystore/group.js";
import { GroupMembership } from "@pulumi/aws/identitystore/groupMembership.js";
import { User } from "@pulumi/aws/identitystore/user.js";
import { mapValues } from "../../../lib/mapValues.ts";
import type { DirectoryGroupModel, DirectoryUserModel, IdentityCenterModel } from "../../../trust/TrustModel.ts";
import { declared } from "../../declared.ts";
import type { IdentityCenterInstance } from "./identityCenterInstance.ts";

export interface DirectoryArgs extends Pick<IdentityCenterModel, "users" | "groups"> {
  readonly instance: IdentityCenterInstance;
}

/** Users and groups of Identity Center: declared ones are made, adopted ones are looked up and left as they are. */
export class Directory extends pulumi.ComponentResource {
  /** By the names in the config. */
  readonly userIds: Readonly<Record<string, pulumi.Output<string>>>;
  readonly groupIds: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: DirectoryArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:aws:Directory", name, {}, opts);
    const { identityStoreId } = args.instance;
    this.userIds = mapValues(args.users, (user, key) => this.#userId(`${name}/${key}`, user, identityStoreId));
    this.groupIds = mapValues(args.groups, (group, key) => this.#groupId(`${name}/${key}`, group, identityStoreId));
    this.registerOutputs({ userIds: this.userIds, groupIds: this.groupIds });
  }

  #userId(name: string, user: DirectoryUserModel, identityStoreId: pulumi.Input<string>): pulumi.Output<string> {
    const { email, userName, displayName = userName, givenName = userName, surname = userName } = user;
    if (user.source === "adopted") {
      // Fails where no user has the email; that it is one user's alone, Identity Center sees to.
      const alternateIdentifier = { uniqueAttribute: { attributePath: "emails.value", attributeValue: email } };
      return getUserOutput({ identityStoreId, alternateIdentifier }, { parent: this }).userId;
    }
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

  #groupId(
    name: string,
    { source, displayName, description, members }: DirectoryGroupModel,
    identityStoreId: pulumi.Input<string>,
  ): pulumi.Output<string> {
    if (source === "adopted") {
      const alternateIdentifier = { uniqueAttribute: { attributePath: "displayName", attributeValue: displayName } };
      return getGroupOutput({ identityStoreId, alternateIdentifier }, { parent: this }).groupId;
    }
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
