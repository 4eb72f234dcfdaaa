import { resourcesOf } from "../lib/resourcesOf.ts";
import type { StateResource } from "../../stack/StateResource.ts";

type State = readonly StateResource[];

/** What a resource shows of others, by the state of those. Undefined where no declared resource says it. */
type Fill = (resource: StateResource, state: State) => unknown;

const application = "azuread:index/application:Application";
const servicePrincipal = "azuread:index/servicePrincipal:ServicePrincipal";

/**
 * Properties that are no inputs of their resource and show what other declared resources made. These come after it, so the
 * state has the property as it was before them: it is compared with what the others say, and not with the state's.
 */
const filledProperties: Readonly<Record<string, Readonly<Record<string, Fill>>>> = {
  "aws:iam/role:Role": {
    inlinePolicies: (role, state) =>
      resourcesOf(state, "aws:iam/rolePolicy:RolePolicy")
        .filter(({ inputs }) => inputs["role"] === role.id)
        .map(({ inputs: { name, policy } }) => ({ name, policy })),
    managedPolicyArns: (role, state) =>
      resourcesOf(state, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .filter(({ inputs }) => inputs["role"] === role.id)
        .map(({ inputs }) => inputs["policyArn"]),
  },
  [application]: { identifierUris },
  [servicePrincipal]: {
    // The provider leaves out the client id, which stands among them too (terraform-provider-azuread, service_principal).
    servicePrincipalNames: (principal, state) => ofApplication(principal, state, (one) => identifierUris(one, state)),
    displayName: (principal, state) => ofApplication(principal, state, ({ outputs }) => outputs["displayName"]),
    appRoles: (principal, state) => ofApplication(principal, state, ({ outputs }) => outputs["appRoles"]),
    appRoleIds: (principal, state) => ofApplication(principal, state, ({ outputs }) => outputs["appRoleIds"]),
    signInAudience: (principal, state) => ofApplication(principal, state, ({ outputs }) => outputs["signInAudience"]),
    redirectUris: (principal, state) =>
      ofApplication(principal, state, ({ outputs }) =>
        ["web", "publicClient", "singlePageApplication"].flatMap((platform) => redirectUrisOf(outputs[platform])),
      ),
  },
  "azuread:index/appRoleAssignment:AppRoleAssignment": {
    principalDisplayName: ({ inputs }, state) => displayNameOf(inputs["principalObjectId"], state),
    resourceDisplayName: ({ inputs }, state) => displayNameOf(inputs["resourceObjectId"], state),
  },
  "aws:cognito/userPool:UserPool": {
    domain: (pool, state) => domainsOf(pool, state).find((domain) => !domain.includes(".")),
    customDomain: (pool, state) => domainsOf(pool, state).find((domain) => domain.includes(".")),
  },
};

/**
 * What a property has to be by what other resources of the stack declare.
 * @returns undefined where the property is the resource's own
 */
export function filledBy(
  property: string,
  resource: StateResource,
  state: State,
): { readonly value: unknown } | undefined {
  if (Object.hasOwn(resource.inputs, property)) return undefined;
  const fill = filledProperties[resource.type]?.[property];
  return fill && { value: fill(resource, state) };
}

function identifierUris({ id }: StateResource, state: State): readonly unknown[] {
  return resourcesOf(state, "azuread:index/applicationIdentifierUri:ApplicationIdentifierUri")
    .filter(({ inputs }) => inputs["applicationId"] === id)
    .map(({ inputs }) => inputs["identifierUri"]);
}

function ofApplication(principal: StateResource, state: State, read: (one: StateResource) => unknown): unknown {
  const clientId = principal.outputs["clientId"];
  const one = resourcesOf(state, application).find(({ outputs }) => outputs["clientId"] === clientId);
  // A principal of somebody else's application has what that one says, which is not declared here.
  return one === undefined ? undefined : read(one);
}

function redirectUrisOf(platform: unknown): readonly unknown[] {
  const uris = (platform as { readonly redirectUris?: unknown } | undefined)?.redirectUris;
  return Array.isArray(uris) ? uris : [];
}

function displayNameOf(objectId: unknown, state: State): unknown {
  const named = state.find(({ type, outputs }) => type.startsWith("azuread:") && outputs["objectId"] === objectId);
  return named?.outputs["displayName"];
}

function domainsOf({ id }: StateResource, state: State): readonly string[] {
  return resourcesOf(state, "aws:cognito/userPoolDomain:UserPoolDomain")
    .filter(({ inputs }) => inputs["userPoolId"] === id)
    .map(({ inputs }) => String(inputs["domain"]));
}
