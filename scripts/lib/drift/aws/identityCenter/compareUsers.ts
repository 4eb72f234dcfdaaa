import type { AwsServices } from "../../../vendors/aws/AwsAccess.ts";
import type { DriftFinding } from "../../DriftFinding.ts";
import { notThere } from "../../lib/notThere.ts";
import { putBack } from "../../lib/putBack.ts";
import type { PartyUnderDrift } from "../accessGrants/PartyUnderDrift.ts";
import { ifThere } from "../lib/compareAws.ts";
import { compareSettings } from "../lib/compareSettings.ts";
import { configPlace } from "../lib/configPlace.ts";
import { listed } from "../lib/words.ts";

/** The email by which a token finds its person. */
export async function compareUsers(
  { context, name, model, deployed }: PartyUnderDrift,
  { identityStore }: Pick<AwsServices, "identityStore">,
): Promise<readonly DriftFinding[]> {
  const { identityStoreId: IdentityStoreId } = deployed;
  const compared = Object.entries(deployed.users).map(async ([user, { userId: UserId, email }]) => {
    const found = await ifThere(identityStore.describeUser({ IdentityStoreId, UserId }));
    const place = configPlace("relyingParties", name, "identityCenter", "users", user);
    if (found === undefined) return notThere(place, `${IdentityStoreId}/${UserId}`);
    const isDeclared = model.identityCenter.users[user]?.source === "declared";
    const emails = (found.Emails ?? []).flatMap(({ Value }) => Value?.toLowerCase() ?? []);
    return compareSettings(
      {
        ...place,
        ...{ subject: `The user ${user}`, id: isDeclared ? `${IdentityStoreId}/${UserId}` : undefined },
        advice: isDeclared
          ? putBack(context.stack)
          : "Change it back where the company's people come from, or say the new one in the config.",
      },
      [
        {
          what: "the email",
          declared: email,
          actual: listed(emails),
          properties: ["emails"],
          gains: `Whoever signs in as ${listed(emails, "nobody")} is taken for ${user}, and gets what is granted to them.`,
        },
      ],
    );
  });
  return (await Promise.all(compared)).flat();
}
