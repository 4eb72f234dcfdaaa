import type { DeployedTrust } from "../../../trust/DeployedTrust.ts";
import { AwsError } from "../vendors/aws/AwsError.ts";
import { assumeExchangeRole } from "./assumeExchangeRole.ts";
import { assumeIdentity } from "./assumeIdentity.ts";
import { checkIdToken } from "./checkIdToken.ts";
import { type AccessGrantsParty, chooseAccessGrants } from "./chooseAccessGrants.ts";
import type { DataAccessClients } from "./DataAccessClients.ts";
import { type DataAccessStep, dataAccessSteps } from "./DataAccessRefused.ts";
import { exchangeIdToken } from "./exchangeIdToken.ts";
import { explainRefusal } from "./explainRefusal.ts";
import { type DataAccess, type DataPermission, getDataAccess } from "./getDataAccess.ts";
import type { S3Target } from "./readTarget.ts";

export interface DataAccessRun {
  /** The relying party; the only one unless given. */
  readonly party?: string | undefined;
  readonly target: S3Target;
  readonly permission: DataPermission;
  readonly durationSeconds?: number | undefined;
  /** Gets an ID token that was not exchanged before. */
  readonly idToken: (party: AccessGrantsParty) => Promise<string>;
  readonly clients: (region: string) => DataAccessClients;
  readonly progress: (text: string) => void;
  readonly now?: () => Date;
}

/**
 * A person's ID token becomes credentials for a place in S3, step by step. Nothing is kept of what lies between.
 * @throws DataAccessRefused with the step, AWS's code and what to do; what `chooseAccessGrants`, `checkIdToken` and the
 *   functions in the options throw
 */
export async function runDataAccess(
  trust: DeployedTrust,
  run: DataAccessRun,
): Promise<DataAccess & { readonly region: string }> {
  const { permission, durationSeconds, progress, now = () => new Date() } = run;
  const { target, object } = run.target;
  const party = chooseAccessGrants(trust, run.party);
  const { deployed } = party;
  const clients = run.clients(deployed.region);
  let email = "";
  const step = async <Result>(name: DataAccessStep, work: () => Promise<Result>): Promise<Result> => {
    progress(`${capitalized(dataAccessSteps[name])} …`);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw explainRefusal(name, error, { party, email, target, permission });
    }
  };

  // First what can fail without using up a token.
  const exchangeRole = await step("exchangeRole", () => assumeExchangeRole(clients.sts(), deployed.exchangeRoleArn));
  const idToken = await run.idToken(party);
  email = checkIdToken(idToken, deployed, now());
  const identityContext = await step("exchange", () =>
    exchangeIdToken(clients.ssoOidc(exchangeRole), { applicationArn: deployed.applicationArn, idToken }),
  );
  const person = await step("identity", () =>
    assumeIdentity(clients.sts(exchangeRole), { roleArn: deployed.identityRoleArn, identityContext }),
  );
  const access = await step("dataAccess", () =>
    getDataAccess(clients.s3Control(person), {
      ...{ accountId: deployed.accountId, target, object, permission, durationSeconds },
    }),
  );
  return { ...access, region: deployed.region };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
