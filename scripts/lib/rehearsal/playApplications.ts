import { sortedByKey } from "../../../lib/sortedByKey.ts";
import type { JumpCloudIssuerModel, TrustModel } from "../../../trust/TrustModel.ts";
import type { VendorConsole } from "./VendorConsole.ts";

/** Runs `handoff --take` for an issuer. @param input its lines on standard input */
export type Take = (issuer: string, input: string) => Promise<void>;

/**
 * Before the first `up`: the applications of JumpCloud that the config expects to be there, made as the hand-off sheet says,
 * and their credentials given to the stack by the step that the sheet ends with. Played again, it changes nothing.
 * @returns the steps in words
 */
export async function playApplications(console: VendorConsole, model: TrustModel, take: Take): Promise<string[]> {
  const steps: string[] = [];
  for (const [name, { clients }] of jumpCloudIssuers(model)) {
    const lines: string[] = [];
    for (const [, { create, label, redirectUris, loginUrl }] of sortedByKey(Object.entries(clients))) {
      const made = create ? undefined : await console.makeJumpCloudApplication({ label, redirectUris, loginUrl });
      lines.push(made?.clientId ?? "", ...(made ? [made.clientSecret] : []));
      if (made) steps.push(`${name}: made the application ${label} in JumpCloud, and activated it`);
    }
    if (lines.every((line) => line === "")) continue;
    await take(name, `${lines.join("\n")}\n`);
    steps.push(`${name}: put the credentials into the config with handoff --take`);
  }
  return steps;
}

function jumpCloudIssuers({ issuers }: TrustModel): readonly (readonly [string, JumpCloudIssuerModel])[] {
  return Object.entries(issuers).flatMap(([name, issuer]) =>
    issuer.kind === "jumpcloud" ? [[name, issuer] as const] : [],
  );
}
