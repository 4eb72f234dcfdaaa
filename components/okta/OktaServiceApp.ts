import * as pulumi from "@pulumi/pulumi";
import { OAuth } from "@pulumi/okta/app/oauth.js";
import type { ClientModel, PublicJwk } from "../../trust/TrustModel.ts";
import type { IssuerClient } from "../DeclaredIssuer.ts";
import { refuseArguments } from "../refuseArguments.ts";
import type { ArgumentFault } from "../refuseArguments.ts";
import { inlineKeyFault } from "./inlineKeyFault.ts";

export interface OktaServiceAppArgs extends Pick<ClientModel, "authentication" | "jwks" | "jwksUri"> {
  /** The application's name in the Okta console. */
  readonly label: string;
}

/**
 * An API Services application: a client that speaks for itself, with the client_credentials grant and nothing else.
 *
 * Okta makes the secret; it stays a Pulumi secret. With `private_key_jwt` there is none: Okta knows the public keys,
 * inline or at a URL.
 */
export class OktaServiceApp extends pulumi.ComponentResource implements IssuerClient {
  readonly clientId: pulumi.Output<string>;
  readonly clientSecret?: pulumi.Output<string>;

  /** @throws InputPropertiesError for keys that do not fit the authentication, or that the provider cannot say */
  constructor(name: string, args: OktaServiceAppArgs, opts?: pulumi.ComponentResourceOptions) {
    refuseArguments(`okta service app ${name}`, faultsOf(args));
    super("crosstrust:okta:ServiceApp", name, {}, opts);
    const app = new OAuth(
      name,
      {
        label: args.label,
        type: "service",
        grantTypes: ["client_credentials"],
        responseTypes: ["token"],
        tokenEndpointAuthMethod: args.authentication,
        ...(args.jwks && { jwks: args.jwks.map(rsaKey) }),
        ...(args.jwksUri && { jwksUri: args.jwksUri }),
      },
      { parent: this },
    );
    this.clientId = app.clientId;
    if (args.authentication !== "private_key_jwt") {
      this.clientSecret = pulumi.secret(app.clientSecret);
    }
    this.registerOutputs({ clientId: this.clientId, clientSecret: this.clientSecret });
  }
}

function rsaKey({ kid, kty, e, n }: PublicJwk) {
  return { kid, kty, e: e as string, n: n as string };
}

function faultsOf({ authentication, jwks, jwksUri }: OktaServiceAppArgs): ArgumentFault[] {
  const faults: ArgumentFault[] = [];
  const given = [jwks && "jwks", jwksUri && "jwksUri"].filter((source) => source !== undefined && source !== "");
  if (authentication === "private_key_jwt" && given.length !== 1) {
    faults.push({ propertyPath: "authentication", reason: "private_key_jwt needs either jwks or jwksUri" });
  }
  if (authentication !== "private_key_jwt") {
    for (const propertyPath of given as string[]) {
      faults.push({ propertyPath, reason: `only private_key_jwt has keys, not ${authentication}` });
    }
  }
  jwks?.forEach((key, index) => {
    const reason = inlineKeyFault(key);
    if (reason !== undefined) {
      faults.push({ propertyPath: `jwks[${index}]`, reason });
    }
  });
  return faults;
}
