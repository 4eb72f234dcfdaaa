import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../../lib/inputsOf.ts";

export interface UserGroupArgs {
  /** Unique in the organisation. */
  readonly name: pulumi.Input<string>;
  /** For administrators. */
  readonly description?: pulumi.Input<string> | undefined;
  /** Take over the group of this name, where there is one, instead of refusing; false unless given. Only the creation looks at it. */
  readonly adoptExisting?: pulumi.Input<boolean> | undefined;
}

/** What is known of one that exists; nothing of it is needed to read it. */
export type UserGroupState = Partial<UserGroupArgs>;

const token = "jumpcloud:index/userGroup:UserGroup";
const properties = ["name", "description", "adoptExisting"];

/** A group of people; its members are GroupMemberships. */
export class UserGroup extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string | undefined>;
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>;

  constructor(name: string, args: UserGroupArgs, opts?: pulumi.CustomResourceOptions) {
    super(token, name, inputsOf(args, properties), opts);
  }

  /**
   * Reads one that exists, without taking charge of it.
   * @param id JumpCloud's own id
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: UserGroupState,
    opts?: pulumi.CustomResourceOptions,
  ): UserGroup {
    return new UserGroup(name, state as UserGroupArgs, { ...opts, id });
  }
}
