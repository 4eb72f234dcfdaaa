import type { ApplicationStatus, AuthenticationMethodItem, GrantItem } from "@aws-sdk/client-sso-admin";
import { roleOf } from "../../../../../providers/identitycenter/resources/actorPolicy.ts";
import { allPages } from "../../../vendors/aws/allPages.ts";
import type { AwsServices } from "../../../vendors/aws/AwsAccess.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { driftFinding } from "../../lib/driftFinding.ts";
import { notThere } from "../../lib/notThere.ts";
import { putBack } from "../../lib/putBack.ts";
import { resourcesOf } from "../../lib/resourcesOf.ts";
import type { PartyUnderDrift } from "../accessGrants/PartyUnderDrift.ts";
import { awsCommand, deleteIt } from "../lib/awsCommand.ts";
import { ifThere } from "../lib/compareAws.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import { partOf } from "../lib/configPlace.ts";
import { beyond, listed } from "../lib/words.ts";

const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const declaredScope = "s3:access_grants:read_write";

/** Whether the application takes tokens, whose, of whom, and what an exchanged one is good for. */
export async function compareApplication(
  under: PartyUnderDrift,
  { ssoAdmin }: Pick<AwsServices, "ssoAdmin">,
): Promise<readonly DriftFinding[]> {
  const { applicationArn: ApplicationArn } = under.deployed;
  const found = await ifThere(ssoAdmin.describeApplication({ ApplicationArn }));
  if (found === undefined) return notThere(under.place, ApplicationArn);
  const [grants, methods, scopes] = await Promise.all([
    allPages(
      async (page) => ssoAdmin.listApplicationGrants({ ApplicationArn, ...page }),
      ({ Grants }) => Grants,
    ),
    allPages(
      async (page) => ssoAdmin.listApplicationAuthenticationMethods({ ApplicationArn, ...page }),
      ({ AuthenticationMethods }) => AuthenticationMethods,
    ),
    allPages(
      async (page) => ssoAdmin.listApplicationAccessScopes({ ApplicationArn, ...page }),
      ({ Scopes }) => Scopes,
    ),
  ]);
  return [
    ...deactivated(under, found.Status),
    ...changedTrust(under, grants, methods),
    ...otherGrants(under, grants),
    ...otherScopes(
      under,
      scopes.flatMap(({ Scope }) => Scope ?? []),
    ),
  ];
}

function deactivated(
  { context, place, deployed }: PartyUnderDrift,
  status: ApplicationStatus | undefined,
): readonly DriftFinding[] {
  if (status === "ENABLED") return [];
  return [
    driftFinding({
      rule: "deactivated",
      ...partOf(place, "application"),
      message: "The application of Identity Center is switched off: nobody gets at data.",
      expected: "ENABLED",
      actual: status ?? "no status",
      advice: putBack(context.stack),
      explains: [{ id: deployed.applicationArn, property: "status" }],
    }),
  ];
}

function changedTrust(
  { context, place, deployed }: PartyUnderDrift,
  grants: readonly GrantItem[],
  methods: readonly AuthenticationMethodItem[],
): readonly DriftFinding[] {
  const declared = [inPair(deployed.trustedTokenIssuerArn, deployed.clientId)];
  const pairs = grants.flatMap(pairsOf);
  const more = beyond(pairs, declared);
  const actors = methods.map(actorOf);
  const others = beyond(actors, [deployed.exchangeRoleArn]);
  return compareSettings(
    {
      ...partOf(place, "application"),
      ...{ subject: "The application of Identity Center", id: deployed.applicationArn },
      advice: putBack(context.stack),
    },
    [
      {
        what: "the tokens that it takes",
        declared: listed(declared),
        actual: listed(pairs),
        properties: ["trustedTokenIssuers"],
        gains: more.length > 0 ? `Whoever has a token ${more.join(", or ")} can exchange it for data.` : undefined,
      },
      {
        what: "who may exchange tokens",
        declared: deployed.exchangeRoleArn,
        actual: listed(actors, "nobody"),
        properties: ["roleArn", "actorPolicy"],
        gains:
          others.length > 0 ? `${others.join(", ")} can exchange tokens of people that they get hold of.` : undefined,
      },
    ],
  );
}

/** Those of other types take other things than tokens of issuers: codes, refresh tokens, tokens of Identity Center's. */
function otherGrants({ place, deployed }: PartyUnderDrift, grants: readonly GrantItem[]): readonly DriftFinding[] {
  return grants.flatMap(({ GrantType: type = "unknown" }) => {
    if (type === jwtBearer) return [];
    const ids = { "application-arn": deployed.applicationArn, "grant-type": type };
    return driftFinding({
      rule: "unmanaged-permission",
      ...partOf(place, `application, grant ${type}`),
      message: `The application of Identity Center has the grant ${type}, which nobody declared.`,
      ...{ expected: "no such grant", actual: type },
      gains: "Whoever may exchange tokens can do it by that grant too.",
      advice: deleteIt(awsCommand("sso-admin delete-application-grant", ids, deployed.region)),
    });
  });
}

function otherScopes(
  { context, place, deployed }: PartyUnderDrift,
  scopes: readonly string[],
): readonly DriftFinding[] {
  const own = resourcesOf(context.state, "aws:ssoadmin/applicationAccessScope:ApplicationAccessScope");
  const declared = own.flatMap(({ inputs }) =>
    inputs["applicationArn"] === deployed.applicationArn ? [String(inputs["scope"])] : [],
  );
  return beyond(scopes, [declaredScope, ...declared]).map((scope) => {
    const ids = { "application-arn": deployed.applicationArn, scope };
    return driftFinding({
      rule: "unmanaged-permission",
      ...partOf(place, `application, scope ${scope}`),
      message: `An exchanged token is good for ${scope} too, which nobody declared.`,
      ...{ expected: declaredScope, actual: listed(scopes) },
      gains: `People whose tokens are exchanged can do what ${scope} opens.`,
      advice: deleteIt(awsCommand("sso-admin delete-application-access-scope", ids, deployed.region)),
    });
  });
}

function pairsOf({ Grant }: GrantItem): readonly string[] {
  return (Grant?.JwtBearer?.AuthorizedTokenIssuers ?? []).flatMap(
    ({ TrustedTokenIssuerArn = "no issuer", AuthorizedAudiences = [] }) =>
      AuthorizedAudiences.map((audience) => inPair(TrustedTokenIssuerArn, audience)),
  );
}

const inPair = (issuerArn: string, audience: string): string => `of ${issuerArn} for ${audience}`;

/** A policy of another form than the declared one may let anybody in, so it is told as it stands. */
function actorOf({ AuthenticationMethodType: type, AuthenticationMethod: method }: AuthenticationMethodItem): string {
  const policy = method?.Iam?.ActorPolicy;
  if (policy === undefined) return `Whoever ${String(type)} lets`;
  const text = JSON.stringify(policy);
  return roleOf(text) ?? `Whoever this policy names: ${text}`;
}
