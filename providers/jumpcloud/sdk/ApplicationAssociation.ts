import * as pulumi from "@pulumi/pulumi";
import { inputsOf } from "../../lib/inputsOf.ts";

export interface ApplicationAssociationArgs {
  /** Of the application. */
  readonly applicationId: pulumi.Input<string>;
  /** Of the UserGroup. */
  readonly groupId: pulumi.Input<string>;
}

/** What is known of one that exists; nothing of it is needed to read it. */
export type ApplicationAssociationState = Partial<ApplicationAssociationArgs>;

const token = "jumpcloud:index/applicationAssociation:ApplicationAssociation";
const properties = ["applicationId", "groupId"];

/** An application that a group's members may use. */
export class ApplicationAssociation extends pulumi.CustomResource {
  declare readonly applicationId: pulumi.Output<string>;
  declare readonly groupId: pulumi.Output<string>;

  constructor(name: string, args: ApplicationAssociationArgs, opts?: pulumi.CustomResourceOptions) {
    super(token, name, inputsOf(args, properties), opts);
  }

  /**
   * Reads one that exists, without taking charge of it.
   * @param id `applicationId/groupId`
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: ApplicationAssociationState,
    opts?: pulumi.CustomResourceOptions,
  ): ApplicationAssociation {
    return new ApplicationAssociation(name, state as ApplicationAssociationArgs, { ...opts, id });
  }
}
