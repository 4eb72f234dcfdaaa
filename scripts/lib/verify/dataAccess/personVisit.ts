import type { AwsCredentials } from "../../vendors/aws/awsClient.ts";
import { AwsError } from "../../vendors/aws/AwsError.ts";
import { assumeIdentity } from "../../dataAccess/assumeIdentity.ts";
import { exchangeIdToken } from "../../dataAccess/exchangeIdToken.ts";
import type { Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import { observeAwsFailure, withAws } from "../../vendors/aws/withAws.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";
import { type ExchangeRole, refusalOf } from "./ExchangeRole.ts";
import { missingPassword, type Person } from "./Person.ts";
import { resolvedRights, type Rights } from "./rights.ts";
import { signInAtJumpCloud } from "./signInAtJumpCloud.ts";

/** How far a person came, from the password to the identity role. What needed a step that failed is not proved. */
export interface PersonVisit {
  readonly signIn: Observation;
  readonly exchange: Observation;
  /** The exchange, tried with the same token again. */
  readonly replay: Observation;
  readonly identity: Observation;
  /** In the person's name; absent where they did not come so far. */
  readonly session?: PersonSession;
}

export interface PersonSession {
  readonly services: AwsServices;
  /** Of the identity role. */
  readonly credentials: AwsCredentials;
  readonly rights: Rights;
}

export const expectedExchange = (assigned: boolean): string =>
  assigned ? "exchanged" : "refused, AccessDeniedException";
export const expectedReplay = "refused, InvalidGrantException";
export const expectedIdentity = "taken";

/** A person signs in, once, and goes the whole way that their ID token opens. */
export async function visit(
  context: VerifyContext,
  under: DataAccessUnderTest,
  person: Person,
  exchangeRole: ExchangeRole,
): Promise<PersonVisit> {
  const { password } = person;
  if (password === undefined) return stopped(notProved(missingPassword(under, person)));
  const { observation: signIn, idToken } = await signInAtJumpCloud(context, under, { ...person, password });
  if (idToken === undefined || signIn.ok !== true) return { ...stopped(noToken), signIn };
  let rest: Omit<PersonVisit, "signIn"> | undefined;
  const failure = await withAws(context, under.deployed, async (services) => {
    rest = await exchange(services);
    return rest.exchange;
  });
  return { signIn, ...(rest ?? { ...after("there was no exchange"), exchange: failure }) };

  async function exchange(services: AwsServices): Promise<Omit<PersonVisit, "signIn">> {
    const role = await exchangeRole(services);
    const rights = await resolvedRights(under, person, services);
    const isAssigned = rights.assigned === true;
    const { applicationArn, identityRoleArn: roleArn } = under.deployed;
    const ssoOidc = services.path.ssoOidc(role);
    let identityContext: string;
    try {
      identityContext = await exchangeIdToken(ssoOidc, { applicationArn, idToken: idToken ?? "" });
      context.conceal(identityContext);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const actual = `refused, ${error.awsCode}`;
      const observation = { actual, ok: actual === expectedExchange(isAssigned), reason: error.message };
      return { ...after("the ID token was not exchanged"), exchange: observation };
    }
    const code = await refusalOf(ssoOidc, under, idToken ?? "");
    const actual = code === undefined ? "exchanged" : `refused, ${code}`;
    const shown = {
      exchange: { actual: "exchanged", ok: isAssigned },
      replay: { actual, ok: actual === expectedReplay },
    };
    try {
      const credentials = await assumeIdentity(services.path.sts(role), { roleArn, identityContext });
      context.conceal(credentials.secretAccessKey, credentials.sessionToken);
      return {
        ...shown,
        identity: { actual: expectedIdentity, ok: true },
        session: { services, credentials, rights },
      };
    } catch (error) {
      if (!(error instanceof AwsError)) return { ...shown, identity: observeAwsFailure(error) };
      return { ...shown, identity: { actual: `refused, ${error.awsCode}`, ok: false, reason: error.message } };
    }
  }
}

/** Why nothing was asked in a person's name. */
export function whyNoSession({ signIn, exchange, identity }: PersonVisit): string {
  const stop = [signIn, exchange, identity].find(({ ok }) => ok !== true) ?? exchange;
  return stop.ok === null ? (stop.reason ?? stop.actual) : `the person came to: ${stop.actual}`;
}

const noToken = notProved("there was no ID token");

function stopped(observation: Observation): PersonVisit {
  return { signIn: observation, exchange: observation, replay: observation, identity: observation };
}

function after(why: string): Pick<PersonVisit, "replay" | "identity"> {
  return { replay: notProved(why), identity: notProved(why) };
}
