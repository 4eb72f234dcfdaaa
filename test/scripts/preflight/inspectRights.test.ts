import assert from "node:assert/strict";
import { IAM } from "@aws-sdk/client-iam";
import { STS } from "@aws-sdk/client-sts";
import type { TokenCredential } from "@azure/identity";
import type { OperatorRights } from "../../../sandbox/operator/OperatorRights.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/startSandbox.ts";
import { type StackRights, stackRights } from "../../../scripts/lib/permissions/stackRights.ts";
import { inspectRightsAtAws } from "../../../scripts/lib/preflight/inspectRightsAtAws.ts";
import { inspectRightsAtMicrosoft } from "../../../scripts/lib/preflight/inspectRightsAtMicrosoft.ts";
import { inspectRightsAtOkta } from "../../../scripts/lib/preflight/inspectRightsAtOkta.ts";
import { sandboxDirectories } from "../../../scripts/lib/rehearsal/sandboxDirectories.ts";
import { sandboxSend } from "../../../scripts/lib/rehearsal/sandboxSend.ts";
import { readStackConfig } from "../../../scripts/lib/stack/readStackConfig.ts";
import { awsClient } from "../../../scripts/lib/vendors/aws/awsClient.ts";
import type { Finding } from "../../../trust/Finding.ts";
import { operatorOf } from "../permissions/support/operatorOf.ts";
import { without } from "../permissions/support/singleRights.ts";

const region = "eu-central-1";
const tenantId = "6c1e2f0a-8f5d-4b6e-9a57-2d3f4c5b6a70";
const b2cTenantId = "b2c0a1d4-3e57-4c98-8f21-7d6e5c4b3a29";
const { signal } = new AbortController();
const advice = "the command";

describe("the preflight of an operator's rights", function () {
  this.timeout(180_000);
  let sandbox: Sandbox;
  let rights: StackRights;
  let request: Parameters<typeof stackRights>[0];

  before(async () => {
    const { model } = await readStackConfig("dev");
    request = { model, stack: "dev", purpose: "deploy", awsRegion: region, tenantId };
    sandbox = await startSandbox({
      oktaOrgName: "acme-dev",
      directories: sandboxDirectories(model, tenantId),
      operator: { okta: { scopes: stackRights(request).okta?.scopes } },
    });
    const { Account: accountId, Arn: principalArn } = await clients().sts.getCallerIdentity({});
    rights = stackRights({ ...request, accountId, principalArn });
  });
  after(() => sandbox.close());

  it("finds nothing where there are all of them", async () => {
    become(operatorOf(rights));
    assert.deepEqual(await findings(), []);
  });

  it("finds nothing for administrators", async () => {
    become({ okta: { scopes: rights.okta?.scopes } });
    assert.deepEqual(await findings(), []);
  });

  it("names each that is missing, and nothing else", async () => {
    const wrong: unknown[] = [];
    for (const { words, rest } of without(rights)) {
      const [vendor = "", right = ""] = words.split(" ");
      // JumpCloud has no way to ask, Okta none to ask for the permissions of an application's role.
      if (vendor === "jumpcloud" || words.endsWith(" of permissions")) continue;
      become(operatorOf(rest));
      const found = await findings(vendor, right.split(":", 1)[0]);
      const [only] = found;
      const named = only?.severity === "error" && only.where.endsWith(`: ${right}`);
      // The right to ask is the one without which nothing can be asked.
      const cannotAsk = right === "iam:SimulatePrincipalPolicy" && only?.where === `aws: ${right}`;
      if (found.length !== 1 || !(named || cannotAsk)) wrong.push([words, found]);
    }
    assert.deepEqual(wrong, []);
  });

  it("names all that are missing at once", async () => {
    become({ aws: { policies: [] }, okta: { scopes: [] }, graph: { [tenantId]: [], [b2cTenantId]: [] } });
    const found = await findings();
    assert.deepEqual(
      found.filter(({ severity }) => severity === "error").map(({ where }) => where),
      [
        ...(rights.okta?.scopes ?? []).map((scope) => `okta: ${scope}`),
        ...(rights.directories[0]?.permissions ?? []).map((permission) => `microsoft: ${permission}`),
        ...(rights.directories[1]?.permissions ?? []).map(
          (permission) => `microsoft, issuers.customers: ${permission}`,
        ),
      ],
    );
    assert.deepEqual(
      found.filter(({ severity }) => severity === "warning").map(({ where }) => where),
      ["aws: iam:SimulatePrincipalPolicy"],
    );
  });

  it("says where a policy denies what others allow", async () => {
    const denial = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "iam:PassRole", Resource: "*" }] };
    const { aws } = operatorOf(rights);
    become({ ...operatorOf(rights), aws: { policies: [...(aws?.policies ?? []), denial] } });
    const found = await findings("aws");
    assert.deepEqual(
      found.map(({ where }) => where),
      ["aws: iam:PassRole", "aws: iam:PassRole"],
    );
    assert.ok(found.every(({ message }) => message.endsWith(": a policy denies it.")));
  });

  it("refuses a neighbour's resources in spite of all of them", async () => {
    become(operatorOf(rights));
    const { iam } = clients();
    await assert.rejects(iam.getRole({ RoleName: "crosstrust-production-orders--orders" }), {
      awsCode: "AccessDenied",
      message:
        /not authorized to perform: iam:GetRole on resource: arn:aws:iam::\d{12}:role\/crosstrust-production-orders--orders /,
    });
    await assert.rejects(iam.getRole({ RoleName: "crosstrust-dev-orders--orders" }), {
      awsCode: "NoSuchEntityException",
    });
  });

  function become(operator: OperatorRights): void {
    sandbox.operator.set(operator);
  }

  function clients() {
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = sandbox.credentials;
    const options = { region, signal, credentials: { accessKeyId, secretAccessKey }, fetch: send() };
    return {
      sts: awsClient((config) => new STS(config), options),
      iam: awsClient((config) => new IAM(config), options),
    };
  }

  function send(): typeof globalThis.fetch {
    return async (url, init) => sandboxSend(sandbox)(new Request(url).url, init ?? {});
  }

  /** Of one vendor, or of all; at AWS of one service, as every answer there takes the sandbox a while. */
  async function findings(vendor?: string, service?: string): Promise<readonly Finding[]> {
    const asked = async (name: string, look: () => Promise<readonly Finding[]>) =>
      vendor === undefined || vendor === name ? look() : [];
    const aws = asked("aws", () => {
      const rightsOf = (accountId: string, principalArn: string) =>
        stackRights({ ...request, accountId, principalArn }).aws.filter(
          ({ action }) => service === undefined || action.startsWith(`${service}:`),
        );
      return inspectRightsAtAws(rightsOf, { region, ...clients() }, advice);
    });
    const okta = asked("okta", async () => {
      assert.ok(rights.okta);
      const access = { host: "acme-dev.okta.com", environment: oktaEnvironment(), fetch: send(), signal };
      return inspectRightsAtOkta(rights.okta, access, advice);
    });
    const directories = rights.directories.map((directory) =>
      asked("microsoft", () =>
        inspectRightsAtMicrosoft(directory, credentialOf(directory.tenantId ?? ""), signal, advice),
      ),
    );
    return (await Promise.all([aws, okta, ...directories])).flat();
  }

  function oktaEnvironment(): Readonly<Record<string, string | undefined>> {
    return sandbox.clientEnvironment;
  }

  function credentialOf(tenant: string): TokenCredential {
    const { clientId = "", clientSecret = "" } = sandbox.credentials.directories[tenant] ?? {};
    return {
      async getToken(scopes) {
        const form = {
          grant_type: "client_credentials",
          client_id: clientId,
          client_secret: clientSecret,
          scope: String(scopes),
        };
        const answer = await send()(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
          method: "POST",
          body: new URLSearchParams(form),
        });
        const { access_token: token } = (await answer.json()) as { readonly access_token: string };
        return { token, expiresOnTimestamp: 0 };
      },
    };
  }
});
