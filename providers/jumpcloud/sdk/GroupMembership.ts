import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../../lib/inputsOf.ts";

export interface GroupMembershipArgs {
  /** Of the UserGroup. */
  readonly groupId: pulumi.Input<string>;
  /** Of the User. */
  readonly userId: pulumi.Input<string>;
}

/** What is known of one that exists; nothing of it is needed to read it. */
export type GroupMembershipState = Partial<GroupMembershipArgs>;

const token = "jumpcloud:index/groupMembership:GroupMembership";
const properties = ["groupId", "userId"];

/** A person in a user group. */
export class GroupMembership extends pulumi.CustomResource {
  declare readonly groupId: pulumi.Output<string>;
  declare readonly userId: pulumi.Output<string>;

  constructor(name: string, args: GroupMembershipArgs, opts?: pulumi.CustomResourceOptions) {
    super(token, name, inputsOf(args, properties), opts);
  }

  /**
   * Reads one that exists, without taking charge of it.
   * @param id `groupId/userId`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: GroupMembershipState,
    opts?: pulumi.CustomResourceOptions,
  ): GroupMembership {
    return new GroupMembership(name, state as GroupMembershipArgs, { ...opts, id });
  }
}
