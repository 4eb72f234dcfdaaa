import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import type { TrustModel } from "../../../trust/TrustModel.ts";
import { chooseDirectory } from "./chooseDirectory.ts";
import type { Resend } from "./cognito/CognitoPeople.ts";
import type { ProvisioningRequest, ProvisioningRun } from "./ProvisioningRun.ts";

export interface DirectoryRequest extends ProvisioningRequest {
  /** The relying party or issuer that was asked for. */
  readonly wanted: string | undefined;
  readonly invite: boolean;
  readonly permanent: boolean;
  readonly resend: Resend | undefined;
}

/**
 * Reads a file of people for the directory that it is for.
 * @param model of the stack's config
 * @throws CrosstrustError USAGE for a faulty file, and for options that the directory has no use for; and as `openStack` and
 *   `readStackOutputs` do where the directory is the stack's own
 */
export async function openDirectory(request: DirectoryRequest, model: TrustModel): Promise<ProvisioningRun> {
  const { wanted, invite, permanent, resend, stack, configFile, terminal } = request;
  const chosen = chooseDirectory(model, wanted);
  if (chosen.kind === "entra") {
    const strange = Object.entries({ invite, permanent, resend }).find(([, value]) => Boolean(value));
    if (strange !== undefined) {
      throw new CrosstrustError("USAGE", "Entra ID has no such thing: this is for user pools.", {
        where: `--${strange[0]}`,
        expected: "no such option for people of a federation",
      });
    }
    const { openEntraPeople } = await import("./entra/openEntraPeople.ts");
    return openEntraPeople(request, chosen.federation);
  }
  const [{ openCognitoPeople }, { openStack }, { readStackOutputs }] = await Promise.all([
    import("./cognito/openCognitoPeople.ts"),
    import("../stack/openStack.ts"),
    import("../stack/readStackOutputs.ts"),
  ]);
  const { trust } = await readStackOutputs(await openStack({ stack, configFile, terminal }));
  const defaults = { delivery: invite ? ("invitation" as const) : ("password" as const), permanent };
  return openCognitoPeople({ ...request, issuer: chosen.issuer, defaults }, trust);
}
