import { systemClock } from "../../../../sandbox/Clock.ts";
import { createJumpCloudVendor } from "../../../../sandbox/jumpcloud/createJumpCloudVendor.ts";
import type { Sandbox, SandboxOptions } from "../../../../sandbox/startSandbox.ts";
import type { StackOutputs } from "../../../../scripts/lib/stack/readStackOutputs.ts";
import { OidcApp } from "../../../sandbox/jumpcloud/support/OidcApp.ts";
import { freePort } from "./freePort.ts";
import { jumpCloudOutputs, outputsOf } from "./stackOutputs.ts";

export interface JumpCloudSandbox {
  readonly sandbox: Sandbox;
  /** Of a stack whose issuer `jumpcloud` has the client `reports`. */
  readonly outputs: StackOutputs;
  /** Where the application's tile in the portal goes to. */
  readonly loginUrl: string;
}

/**
 * A sandbox with an application of JumpCloud's that Dora may use.
 * @param start of the suite's sandboxes
 */
export async function startJumpCloud(start: (options: SandboxOptions) => Promise<Sandbox>): Promise<JumpCloudSandbox> {
  const origin = `http://localhost:${await freePort()}`;
  const [redirectUri, loginUrl] = [`${origin}/authorize`, `${origin}/login`];
  const app = await OidcApp.make({ settings: { redirectUris: [redirectUri], loginUrl } });
  const sandbox = await start({
    clock: systemClock,
    vendors: {
      jumpcloud: (context) =>
        createJumpCloudVendor({
          ...context,
          state: (initial) => (app.org.state ??= initial()) as ReturnType<typeof initial>,
        }),
    },
  });
  const { model, deployed } = jumpCloudOutputs([redirectUri], loginUrl);
  const { issuer, clientId, clientSecret } = app;
  const discoveryUrl = `${issuer}.well-known/openid-configuration`;
  const outputs = outputsOf({
    jumpcloud: {
      model,
      deployed: { ...deployed, issuer, discoveryUrl, clients: { reports: { clientId } } },
      secrets: { reports: clientSecret },
    },
  });
  return { sandbox, outputs, loginUrl };
}
