import type { CognitoClientModel } from "../../../../trust/TrustModel.ts";
import { clientAsItIs, declaredClient } from "../../vendors/aws/userPool/clientSettings.ts";
import { readClientSecrets } from "../../vendors/aws/userPool/readClientSecrets.ts";
import type { Check } from "../Check.ts";
import { issuerSystem } from "../systems.ts";
import type { VerifyContext } from "../VerifyContext.ts";
import type { UserPoolUnderTest } from "./UserPoolUnderTest.ts";
import { userPoolCheck } from "./userPoolCheck.ts";

/** Where a client's people are sent, how it gets tokens, for what and for how long, and how many secrets it has. */
export function clientCheck(
  context: VerifyContext,
  under: UserPoolUnderTest,
  client: string,
  model: CognitoClientModel,
  ClientId: string,
): Check {
  const id = { UserPoolId: under.deployed.userPoolId, ClientId };
  return userPoolCheck(context, under, {
    system: issuerSystem(context.trust, under.name, client),
    name: `${under.name}/${client}: registered as declared`,
    expected: declaredClient(model),
    look: async ({ userPools }) => {
      const { UserPoolClient = {} } = await userPools.describeUserPoolClient(id);
      if (UserPoolClient.ClientSecret !== undefined) context.conceal(UserPoolClient.ClientSecret);
      const secrets = await readClientSecrets(userPools, id);
      return clientAsItIs(UserPoolClient, secrets.length);
    },
  });
}
