import { bucket } from "./grantsSettings.ts";

const reads = `READ of s3://${bucket}/team-a/*`;
const both = `READWRITE of s3://${bucket}/both/*`;
const drop = `WRITE of s3://${bucket}/drop/*`;

const person = (name: string) => {
  const of = (what: string): string => `s3/${name}: ${what}`;
  return {
    signIn: of("a sign-in at JumpCloud"),
    exchange: of("the exchange of the ID token"),
    replay: of("the exchange of the same ID token again"),
    identity: of("the identity role, in their name"),
    reads: of(reads),
    readsDo: of(`what the credentials for ${reads} do`),
    readsBeyond: of(`nothing beyond ${reads}`),
    both: of(both),
    bothDo: of(`what the credentials for ${both} do`),
    bothBeyond: of(`nothing beyond ${both}`),
    drop: of(drop),
    dropDo: of(`what the credentials for ${drop} do`),
    dropBeyond: of(`nothing beyond ${drop}`),
    region: of("no data by another Region (us-east-1)"),
  };
};

type Checks = ReturnType<typeof person>;

function withStages(checks: Checks, data: readonly string[]) {
  const afterExchange = [checks.replay, checks.identity, ...data];
  return { ...checks, data, afterExchange, afterSignIn: [checks.exchange, ...afterExchange] };
}

const [dora, wendy] = [person("dora"), person("wendy")];

/** The checks of verify, by what they are about; of people, in order, with those that need an earlier one. */
export const names = {
  publishedIssuer: "jumpcloud: issuer in openid-configuration",
  tokenEndpoint: "jumpcloud: token endpoint in openid-configuration",
  keys: "jumpcloud: RSA keys in the key set",
  issuer: "s3: the issuer behind the trusted token issuer's URL",
  trustedTokenIssuer: "s3: the trusted token issuer in Identity Center",
  application: "s3: the application in Identity Center",
  tokens: "s3: the tokens that the application takes",
  actor: "s3: who may exchange tokens",
  scope: "s3: what an exchanged token is good for",
  assignment: "s3: who is assigned",
  instance: "s3: whose people the Access Grants instance knows",
  locations: "s3: the locations",
  grants: "s3: the grants",
  groups: "s3: the groups of JumpCloud that may use the application",
  emails: "s3: members of those groups in Identity Center, by their company email",
  members: "s3: members of the group analysts",
  forged: [
    "s3: no exchange of a token that somebody else signed",
    "s3: no exchange of a token that nobody signed",
    "s3: no exchange of a token signed by HMAC with the issuer's public key",
  ],
  ownCredentials: "s3: no exchange but by the exchange role",
  otherRegion: "s3: no exchange in another Region (us-east-1)",
  dora: withStages(dora, [dora.both, dora.drop, dora.reads, dora.readsDo, dora.readsBeyond, dora.region]),
  otto: person("otto"),
  una: person("una"),
  wendy: withStages(wendy, [
    ...[wendy.both, wendy.bothDo, wendy.bothBeyond, wendy.drop, wendy.dropDo, wendy.dropBeyond],
    ...[wendy.reads, wendy.region],
  ]),
} as const;
