import type { Fault } from "../../../../trust/Settings.ts";
import type { StateResource } from "../../stack/StateResource.ts";

/** Where the config says what a resource is to be. */
export interface Place {
  /** `issuers.okta, Okta server scope keys.write`: unique among a stack's resources. */
  readonly where: string;
  readonly path?: Fault["path"];
}

/** The section of the config, by the type of the component that stands for an entry of it; relying parties are the others. */
const sections: readonly (readonly [RegExp, string])[] = [
  [/^crosstrust:aws:(?:HttpApi|AuditQueries)$/, "apis"],
  [/^crosstrust:\w+:(?:B2c)?Issuer$/, "issuers"],
  [/^crosstrust:/, "relyingParties"],
];

const ofAllApis = /^crosstrust:aws:AuditQueries$/;

/** Where under an entry of the config a resource is declared, by the last part of its type; named after it. */
const collections: Readonly<Record<string, string>> = {
  ServerScope: "scopes",
  OAuth: "clients",
  UserPoolClient: "clients",
  ApplicationPassword: "clients",
  AppRoleAssignment: "clients",
  ApplicationFederatedIdentityCredential: "clients",
  Route: "routes",
  AccessGrant: "grants",
};

/** Says where a resource stands in the config: by the component at the top of it, its type and its name. */
export function placeOf(resource: StateResource, state: readonly StateResource[]): Place {
  const byUrn = new Map(state.map((one) => [one.urn, one]));
  let top = resource;
  for (let above = parentOf(top, byUrn); above !== undefined; above = parentOf(top, byUrn)) top = above;
  const section = sections.find(([type]) => type.test(top.type))?.[1];
  const rest = resource.name === top.name ? "" : resource.name.replace(`${top.name}/`, "");
  const noun = nounOf(resource);
  const what = rest === "" ? noun : `${noun} ${rest}`;
  if (section === undefined) return { where: `${noun} ${resource.name}` };
  if (ofAllApis.test(top.type)) return { where: `${section}, ${what}`, path: [`crosstrust:${section}`] };
  const collection = collections[lastOfType(resource)];
  const inside = collection === undefined || rest === "" ? [] : [collection, entryOf(collection, rest)];
  return { where: `${section}.${top.name}, ${what}`, path: [`crosstrust:${section}`, top.name, ...inside] };
}

/** What a resource is, in words: `Okta server scope`. */
export function nounOf({ type }: Pick<StateResource, "type">): string {
  const noun = nouns[lastOfType({ type })] ?? lastOfType({ type }).replace(/(?<=[a-z])(?=[A-Z])/g, " ");
  return `${vendors[type.split(":", 1)[0] ?? ""] ?? ""} ${noun.toLowerCase()}`.trim();
}

const nouns: Readonly<Record<string, string>> = { OAuth: "application", UserPoolClient: "app client" };

const vendors: Readonly<Record<string, string>> = {
  okta: "Okta",
  azuread: "Entra",
  aws: "AWS",
  identitycenter: "Identity Center",
  jumpcloud: "JumpCloud",
};

function parentOf(resource: StateResource, byUrn: ReadonlyMap<string, StateResource>): StateResource | undefined {
  const parent = byUrn.get(resource.parent ?? "");
  return parent?.type === "pulumi:pulumi:Stack" ? undefined : parent;
}

function lastOfType({ type }: Pick<StateResource, "type">): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** Routes have slashes in their names; what belongs to a client begins with the client's name. */
function entryOf(collection: string, rest: string): string {
  return collection === "clients" ? (rest.split("/", 1)[0] ?? rest) : rest;
}
