import type { DeployedIssuer, DeployedTrust } from "../../../trust/DeployedTrust.ts";
import { microsoftModel, type MicrosoftSettings } from "../../trust/microsoftFixture.ts";

/** The stack output that a deployment of the Microsoft settings would have, with made-up ids. */
export function microsoftTrust(change?: (settings: MicrosoftSettings) => unknown): DeployedTrust {
  const model = microsoftModel(change);
  const issuer = (kind: "entra" | "b2c", iss: string, audience: string): DeployedIssuer => ({
    kind,
    issuer: iss,
    audiences: [audience],
    discoveryUrl: `${iss.replace(/\/$/, "")}/.well-known/openid-configuration`,
    metadataUrl: `${iss.replace(/\/$/, "")}/.well-known/openid-configuration`,
    tokenEndpoint: "https://login.microsoftonline.com/t/oauth2/v2.0/token",
    scopeClaim: kind === "entra" ? "roles" : "scp",
    clients: {},
    tenantId: "t",
    applicationObjectId: "o",
    servicePrincipalId: "s",
    identifierUri: "api://orders",
    tokenScope: "api://orders/.default",
  });
  const issuers = {
    workforce: issuer("entra", "https://login.microsoftonline.com/t/v2.0", "client-workforce"),
    customers: issuer("b2c", "https://acmecustomers.b2clogin.com/tfp/t/b2c_1_signin/v2.0/", "client-customers"),
  };
  const trusted = Object.fromEntries(
    Object.entries(issuers).map(([name, { issuer: iss, audiences }]) => [name, { issuer: iss, audiences }]),
  );
  const cacheSeconds = model.apis["orders"]?.lambdaAuthorizer?.cacheSeconds ?? 0;
  return {
    version: 2,
    project: "crosstrust",
    stack: "test",
    region: "eu-central-1",
    model,
    issuers,
    apis: {
      orders: {
        apiId: "a",
        endpoint: "https://a.execute-api.eu-central-1.amazonaws.com",
        logGroup: "/aws/orders",
        authorizers: Object.fromEntries(
          Object.entries(trusted).map(([name, one]) => [name, { authorizerId: name, ...one }]),
        ),
        lambdaAuthorizer: {
          authorizerId: "l",
          functionName: "f",
          logGroup: "/aws/lambda/f",
          cacheSeconds,
          issuers: trusted,
        },
      },
    },
    relyingParties: {},
  };
}
