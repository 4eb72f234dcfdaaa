import type { DriftFinding } from "../DriftFinding.ts";
import { driftFinding } from "../lib/driftFinding.ts";
import { textAt } from "../lib/fields.ts";
import { notThere } from "../lib/notThere.ts";
import { putBack } from "../lib/putBack.ts";
import { resourceOf } from "../lib/resourceOf.ts";
import type { DeclaredPersonHere } from "./JumpCloudPart.ts";

/** A declared person's account in JumpCloud: suspended, or with another company email. */
export async function personDrift({
  api,
  context,
  place,
  id,
  email,
}: DeclaredPersonHere): Promise<readonly DriftFinding[]> {
  const found = await api.find(`/api/systemusers/${id}`);
  const resource = resourceOf(context.state, "jumpcloud:index/user:User", id);
  // An account that was there already is nobody's to put back.
  const advice =
    resource === undefined ? "Put it right in JumpCloud's Admin Portal, or change the config." : putBack(context.stack);
  if (found === undefined) return notThere(place, id);
  const findings: DriftFinding[] = [];
  if (found["suspended"] === true && resource?.inputs["suspended"] !== true) {
    findings.push(
      driftFinding({
        rule: "deactivated",
        ...place,
        message: "The account in JumpCloud is suspended: the person cannot sign in.",
        expected: "not suspended",
        actual: "suspended",
        advice: `${advice} Somebody who is to stay out is to be taken out of the config.`,
        explains: ["suspended", "state"].map((property) => ({ id, property })),
      }),
    );
  }
  const actual = textAt(found, "email");
  if (actual.toLowerCase() !== email.toLowerCase()) {
    findings.push(
      driftFinding({
        rule: "managed-changed",
        ...place,
        where: `${place.where}, email`,
        message: "The person's company email in JumpCloud is another.",
        gains: `Whoever has ${actual} at an identity provider signs in as this person, and whoever trusts the email in ID tokens takes this person for ${actual}.`,
        expected: email,
        actual,
        advice,
        explains: [{ id, property: "email" }],
      }),
    );
  }
  return findings;
}
