import type { ResourceChange } from "../stack/ResourceChange.ts";

const newCredentials = "its client id and its secrets are no more; whoever uses them has to be given the new ones";

/** By type, what others lose when a resource is deleted, or another one takes its place. */
const consequences: Readonly<Record<string, string>> = {
  "okta:auth/server:Server": "every token of this issuer is refused from then on, and its URLs are others",
  "okta:app/oAuth:OAuth": newCredentials,
  "azuread:index/application:Application": `${newCredentials}; of an API, the audience is another`,
  "azuread:index/servicePrincipal:ServicePrincipal": "what it was assigned and granted in the tenant goes with it",
  "azuread:index/applicationPassword:ApplicationPassword": "the secret ends at once for whoever uses it",
  "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential":
    "whoever signs in by it gets no token until the new one is there",
  "azuread:index/user:User": "the person's account, and what it owns",
  "aws:cognito/userPool:UserPool": "all accounts of the pool with their passwords; the issuer's URL is another",
  "aws:cognito/userPoolClient:UserPoolClient": newCredentials,
  "aws:cognito/userPoolDomain:UserPoolDomain":
    "nobody can sign in, and no token is given, until the domain is there again",
  "aws:cognito/identityProvider:IdentityProvider": "nobody signs in by it until it is there again",
  "aws:cognito/resourceServer:ResourceServer": "clients get none of its scopes until it is there again",
  "aws:apigatewayv2/api:Api": "the API's URL is another",
  "aws:apigatewayv2/authorizer:Authorizer": "routes are without it until the new one is there",
  "aws:s3/bucket:Bucket": "everything that is stored in the bucket",
  "aws:ssoadmin/application:Application": "nobody can exchange tokens until the application is there again",
  "aws:ssoadmin/trustedTokenIssuer:TrustedTokenIssuer": "its tokens can be exchanged by nobody until it is there again",
  "aws:s3control/accessGrantsInstance:AccessGrantsInstance": "every access grant of the account in the region",
  "jumpcloud:index/oidcApplication:OidcApplication": newCredentials,
  "jumpcloud:index/identityProvider:IdentityProvider":
    "the people who are sent to it cannot sign in until it is there again",
  "jumpcloud:index/user:User": "the person's account in JumpCloud",
};

/** What a change of a resource takes away from others; undefined where nothing is known to break. */
export function whatBreaks({ op, type }: ResourceChange): string | undefined {
  return op === "replace" || op === "delete" ? consequences[type] : undefined;
}
