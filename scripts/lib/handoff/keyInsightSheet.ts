import type { KeyInsightModel } from "../../../trust/TrustModel.ts";
import type { DeployedIssuer } from "../../../trust/DeployedTrust.ts";
import { plain, secretField } from "./HandoffSheet.ts";
import type { HandoffSheet } from "./HandoffSheet.ts";
import { pipedCurl, revealedCurl } from "./keyInsightCurl.ts";
import type { KeyInsightTokenRequest } from "./keyInsightTokenRequest.ts";

export interface KeyInsightValues {
  readonly name: string;
  readonly party: KeyInsightModel;
  readonly issuer: DeployedIssuer;
  /** What the client asks for. */
  readonly scopes: readonly string[];
  readonly request: KeyInsightTokenRequest;
  readonly secret: string;
  readonly reveal: boolean;
  /** The command that writes the credentials as a curl config. */
  readonly credentialsCommand: string;
}

/**
 * The sheet for Fortanix Key Insight, onboarding an AWS connection with the client credentials flow. The form's fields are
 * those of "Okta Configuration For Client Credentials Authentication", 6.0; the place of the form and the roles that may
 * fill it in are those of "Federated Authentication Identity Provider Configurations" (both support.fortanix.com).
 */
export function keyInsightSheet(values: KeyInsightValues): HandoffSheet {
  const { name, issuer, request, secret, reveal, scopes, credentialsCommand } = values;
  return {
    name,
    system: "Fortanix Key Insight",
    sections: [
      {
        title: "Authentication configuration",
        fields: [
          plain("Client ID", request.clientId),
          secretField("Client Secret", secret, reveal),
          plain("Well-known URL", issuer.metadataUrl),
          plain("Scopes", scopes.join(" ")),
        ],
        steps: [
          "Try the values with the command below: it must answer with an access token.",
          "Sign in to Fortanix Armor as an Account Administrator or Group Administrator, choose the region, and open Key Insight.",
          "Choose Authentication in the left navigation panel, then ADD CONFIGURATION.",
          "Choose AWS and the Client Credentials flow, and enter the four values above.",
          "Save, and choose this configuration where you onboard the AWS connection.",
        ],
      },
    ],
    trial: {
      command: reveal ? revealedCurl(request, secret) : pipedCurl(request, credentialsCommand),
      answer: `a JSON object with an access_token for ${request.scopes.join(" ")}`,
    },
    notes: notesOf(values),
  };
}

function notesOf({ request, reveal, party }: KeyInsightValues): readonly string[] {
  const notes: string[] = [];
  if (!reveal) notes.push("The secret is masked. --reveal shows it.");
  else notes.push("This sheet holds a secret, and the command shows it in the process list while it runs.");
  if (Object.keys(request.form).length > 0) {
    notes.push(
      `No scope of ${party.issuer} that ${party.client} can get is a default scope, so the command asks for them by name.`,
    );
  }
  if (request.authentication === "client_secret_post") {
    notes.push(
      "The client is registered with client_secret_post, and the guide's command authenticates with Basic. Where Key Insight does the same, register the client with client_secret_basic.",
    );
  }
  return notes;
}
