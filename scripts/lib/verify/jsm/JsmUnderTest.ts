import type { DeployedJiraServiceManagement, DeployedPoolFederation } from "../../../../trust/DeployedTrust.ts";
import type {
  CognitoIssuerModel,
  InteractiveClientModel,
  JiraServiceManagementModel,
} from "../../../../trust/TrustModel.ts";
import type { VerifyContext } from "../VerifyContext.ts";

/** The customer portal of Jira Service Management, as declared and as deployed, with the pool that it trusts. */
export interface JsmUnderTest {
  /** The relying party's, in the config. */
  readonly name: string;
  readonly model: JiraServiceManagementModel;
  readonly deployed: DeployedJiraServiceManagement;
  readonly pool: CognitoIssuerModel;
  readonly client: InteractiveClientModel;
  /** Of the pool. */
  readonly discoveryUrl: string;
  /** The pool's registrations at other identity providers, of those that the client's people can come from. */
  readonly federation: Readonly<Record<string, DeployedPoolFederation>>;
  /** The client's; undefined where the stack's outputs hold none. */
  readonly secret: string | undefined;
}

/** @returns undefined where the stack's outputs lack it or its pool; that is told elsewhere */
export function jsmUnderTest(
  { trust, credentialOf }: VerifyContext,
  name: string,
  model: JiraServiceManagementModel,
): JsmUnderTest | undefined {
  const deployed = trust.relyingParties[name];
  const issuer = trust.issuers[model.issuer];
  const pool = trust.model.issuers[model.issuer];
  if (deployed?.kind !== "jira-service-management" || issuer?.kind !== "cognito" || pool?.kind !== "cognito") return;
  const client = pool.clients[model.client];
  if (client?.kind !== "interactive") return;
  const credential = credentialOf({ issuer: model.issuer, client: model.client });
  const secret = credential !== undefined && "secret" in credential ? credential.secret : undefined;
  const { discoveryUrl } = issuer;
  const federation = Object.fromEntries(
    Object.entries(issuer.federation).filter(([provider]) => client.identityProviders.includes(provider)),
  );
  return { name, model, deployed, pool, client, discoveryUrl, federation, secret };
}

/** The pool's own people, among the identity providers of a client. */
export const ownPeople = "cognito";
