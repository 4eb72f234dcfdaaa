import * as pulumi from "@pulumi/pulumi";
import { User } from "@pulumi/azuread/user.js";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { FederatedPersonModel } from "../../trust/TrustModel.ts";

export type EntraPersonArgs = Pick<
  FederatedPersonModel,
  "userPrincipalName" | "displayName" | "givenName" | "surname" | "mailNickname"
>;

/**
 * A person's account in the company's Entra ID tenant, with a generated password that they change at their first sign-in.
 * Their mail is their user principal name: the ID token's `email` has it, which JumpCloud compares with the company email.
 */
export class EntraPerson extends pulumi.ComponentResource {
  readonly objectId: pulumi.Output<string>;
  readonly userPrincipalName: pulumi.Output<string>;
  /** What the account was created with; a Pulumi secret. */
  readonly initialPassword: pulumi.Output<string>;

  constructor(name: string, args: EntraPersonArgs, opts?: pulumi.ComponentResourceOptions) {
    super("crosstrust:entra:Person", name, {}, opts);
    const password = new RandomPassword(
      name,
      // Entra asks for three of the four kinds of character (Microsoft Entra documentation, "Password policies").
      { length: 24, minLower: 1, minUpper: 1, minNumeric: 1, minSpecial: 1, overrideSpecial: "!#%*+-=?@_" },
      { parent: this },
    );
    const user = new User(
      name,
      {
        userPrincipalName: args.userPrincipalName,
        displayName: args.displayName,
        ...(args.givenName && { givenName: args.givenName }),
        ...(args.surname && { surname: args.surname }),
        mail: args.userPrincipalName,
        mailNickname: args.mailNickname,
        password: password.result,
        forcePasswordChange: true,
        accountEnabled: true,
      },
      // Graph tells neither: an account that was imported would get another password than its person knows.
      { parent: this, ignoreChanges: ["password", "forcePasswordChange"] },
    );
    this.objectId = user.objectId;
    this.userPrincipalName = user.userPrincipalName;
    this.initialPassword = pulumi.secret(password.result);
    this.registerOutputs({
      objectId: this.objectId,
      userPrincipalName: this.userPrincipalName,
      initialPassword: this.initialPassword,
    });
  }
}
