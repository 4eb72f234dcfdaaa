import { boolean, string } from "../../lib/Property.ts";
import type { InputFault, View } from "../../lib/ResourceDefinition.ts";
import type { IdentityCenterClient } from "../client/IdentityCenterClient.ts";
import { IdentityCenterConflict } from "../client/IdentityCenterConflict.ts";

/** What every part of an application has. */
export const partInputs = {
  applicationArn: string({ required: true, forceNew: true, description: "Of a customer managed application." }),
  region: string({
    computed: true,
    forceNew: true,
    description: "Where the application is; the provider's region unless given.",
  }),
  adoptExisting: boolean({
    default: false,
    creationOnly: true,
    unreturned: true,
    description: "Take over and change what the application has already, instead of refusing.",
  }),
};

export function planRegion({ region }: { readonly region?: string }, client: IdentityCenterClient): View {
  return { region: region ?? client.region };
}

/** What AWS says where there is no such grant or method, or no such application. */
export const missing = "ResourceNotFoundException";

const application = /^arn:[\w-]+:sso::\d{12}:application\/[^/\s]+\/apl-[^/\s]+$/;

export function checkApplicationArn(arn: string | undefined): readonly InputFault[] {
  if (arn === undefined || application.test(arn)) return [];
  const reason = "must be the ARN of an application: arn:aws:sso::ACCOUNT:application/INSTANCE/apl-…";
  return [{ path: "applicationArn", reason }];
}

/** Of something that a Put would overwrite without a word. */
export function taken(what: string, applicationArn: string, now: string): IdentityCenterConflict {
  return new IdentityCenterConflict(
    `the application has ${what} already (${now}), and a second one would replace it. ` +
      `Set adoptExisting to take it over, or import it by the application's ARN, ${applicationArn}.`,
  );
}
