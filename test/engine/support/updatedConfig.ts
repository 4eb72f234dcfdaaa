import { parseDocument } from "yaml";

type Path = readonly string[];

const issuers = "crosstrust:issuers";
const apis = "crosstrust:apis";
const parties = "crosstrust:relyingParties";

/** Something of each kind of resource that the dev stack has and that can be changed where it is. */
const updates: readonly (readonly [path: Path, value: unknown])[] = [
  [[issuers, "okta", "description"], "Tokens for the inventory"],
  [[issuers, "workforce", "description"], "Orders, for applications"],
  [[issuers, "workforce", "clients", "bystander", "roles"], ["Orders.Approve"]],
  [[issuers, "portal", "passwords"], { minimumLength: 14 }],
  [[issuers, "portal", "mfa"], "optional"],
  [[issuers, "portal", "pages"], "classic"],
  [[issuers, "portal", "resourceServers", "tickets", "scopes", "write", "description"], "Change tickets"],
  [[issuers, "portal", "clients", "tester", "callbackUrls"], ["http://localhost:5002/callback"]],
  [[issuers, "portal", "groups", "partners", "description"], "Customers by contract"],
  [[issuers, "portal", "federation", "company", "attributes", "nickname"], "given_name"],
  [[issuers, "jumpcloud", "groups", "s3-access-grants", "description"], "Reports in S3"],
  [[apis, "inventory", "description"], "The inventory of keys"],
  [
    [apis, "inventory", "functions"],
    { inventory: { code: "components/aws", handler: "handler/index.handler", environment: { LANGUAGE: "en" } } },
  ],
  [[parties, "jumpcloud", "people", "bob", "displayName"], "Bob B. Baker"],
  [[parties, "reports-in-s3", "callers"], ["arn:aws:iam::111122223333:role/reports"]],
  [[parties, "reports-in-s3", "identityCenter", "application"], "Reports"],
  [[parties, "reports-in-s3", "identityCenter", "trustedTokenIssuer"], { name: "people" }],
  [[parties, "reports-in-s3", "identityCenter", "users", "dora", "surname"], "Dent"],
  [[parties, "reports-in-s3", "identityCenter", "groups", "analysts", "description"], "Who analyse"],
];

/** The dev stack's config, with something else of each kind of resource. */
export function updatedConfig(text: string): string {
  const config = parseDocument(text);
  for (const [path, value] of updates) config.setIn(["config", ...path], config.createNode(value));
  return String(config);
}
