import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../../lib/inputsOf.ts";

export interface UserArgs {
  /** Unique in the organisation. */
  readonly username: pulumi.Input<string>;
  /** The company email, unique in the organisation. */
  readonly email: pulumi.Input<string>;
  /** Given name. */
  readonly firstname?: pulumi.Input<string> | undefined;
  /** Family name. */
  readonly lastname?: pulumi.Input<string> | undefined;
  /** What others see. */
  readonly displayname?: pulumi.Input<string> | undefined;
  /** Where the person works. */
  readonly company?: pulumi.Input<string> | undefined;
  /** Of the company. */
  readonly department?: pulumi.Input<string> | undefined;
  /** What the person does. */
  readonly jobTitle?: pulumi.Input<string> | undefined;
  /** Unique in the organisation. */
  readonly employeeIdentifier?: pulumi.Input<string> | undefined;
  /** A suspended person can sign in nowhere. */
  readonly suspended?: pulumi.Input<boolean> | undefined;
  /** Take over the person with this company email, where there is one, instead of refusing; false unless given. Only the creation looks at it. */
  readonly adoptExisting?: pulumi.Input<boolean> | undefined;
}

/** What is known of one that exists; nothing of it is needed to read it. */
export interface UserState extends Partial<UserArgs> {
  readonly activated?: pulumi.Input<boolean> | undefined;
  readonly state?: pulumi.Input<string> | undefined;
}

const token = "jumpcloud:index/user:User";
const properties = [
  "username",
  "email",
  "firstname",
  "lastname",
  "displayname",
  "company",
  "department",
  "jobTitle",
  "employeeIdentifier",
  "suspended",
  "adoptExisting",
  "activated",
  "state",
];

/** A person of the organisation. */
export class User extends pulumi.CustomResource {
  declare readonly username: pulumi.Output<string>;
  declare readonly email: pulumi.Output<string>;
  declare readonly firstname: pulumi.Output<string | undefined>;
  declare readonly lastname: pulumi.Output<string | undefined>;
  declare readonly displayname: pulumi.Output<string | undefined>;
  declare readonly company: pulumi.Output<string | undefined>;
  declare readonly department: pulumi.Output<string | undefined>;
  declare readonly jobTitle: pulumi.Output<string | undefined>;
  declare readonly employeeIdentifier: pulumi.Output<string | undefined>;
  declare readonly suspended: pulumi.Output<boolean | undefined>;
  declare readonly adoptExisting: pulumi.Output<boolean | undefined>;
  /** Whether the person has a password of JumpCloud's. */
  declare readonly activated: pulumi.Output<boolean | undefined>;
  /** `STAGED`, `ACTIVATED` or `SUSPENDED`. */
  declare readonly state: pulumi.Output<string | undefined>;

  constructor(name: string, args: UserArgs, opts?: pulumi.CustomResourceOptions) {
    super(token, name, inputsOf(args, properties), opts);
  }

  /**
   * Reads one that exists, without taking charge of it.
   * @param id JumpCloud's own id
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, state?: UserState, opts?: pulumi.CustomResourceOptions): User {
    return new User(name, state as UserArgs, { ...opts, id });
  }
}
