import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommandLine } from "../../../scripts/lib/cli/runCommandLine.ts";
import { AwsPlace, resource } from "../../../scripts/lib/permissions/aws/AwsPlace.ts";
import { awsPolicies, policyCharacters } from "../../../scripts/lib/permissions/aws/awsPolicies.ts";
import { rightsOn } from "../../../scripts/lib/permissions/aws/AwsRight.ts";
import { permissionSheets } from "../../../scripts/lib/permissions/permissionSheets.ts";
import { stackRights } from "../../../scripts/lib/permissions/stackRights.ts";
import { readStackConfig } from "../../../scripts/lib/stack/readStackConfig.ts";
import { recordingTerminal } from "../support/recordingTerminal.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

describe("npm run permissions", () => {
  let folder: TemporaryFolder;
  before(async () => {
    folder = await temporaryFolder();
  });
  after(() => folder.remove());

  async function run(out: string, ...more: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const terminal = recordingTerminal();
    const path = join(folder.path, out);
    const code = await runCommandLine(["permissions", "--stack", "dev", "--out", path, ...more], terminal);
    assert.deepEqual([code, terminal.notes], [0, []]);
    const names = (await readdir(path)).sort();
    const texts = await Promise.all(
      names.map(async (name) => [name, await readFile(join(path, name), "utf8")] as const),
    );
    return Object.fromEntries(texts);
  }

  it("writes the same bytes for the same config", async () => {
    const more = ["--account", "111122223333", "--github", "acme/trust"];
    const first = await run("first", ...more);
    assert.deepEqual(Object.keys(first), [
      "aws-deploy-1.json",
      "aws-deploy-2.json",
      "aws-deploy-trust.json",
      "aws-read-trust.json",
      "aws-read.json",
      "microsoft-customers-deploy-trust.json",
      "microsoft-customers-deploy.json",
      "microsoft-customers-read-trust.json",
      "microsoft-customers-read.json",
      "microsoft-deploy-trust.json",
      "microsoft-deploy.json",
      "microsoft-read-trust.json",
      "microsoft-read.json",
      "okta-deploy.json",
      "okta-read.json",
      "permissions-deploy.md",
      "permissions-read.md",
    ]);
    assert.deepEqual(await run("second", ...more), first);
  });

  for (const [repository, subject] of [
    ["acme/trust", "repo:acme/trust:environment:dev-read"],
    ["acme@42/trust@4711", "repo:acme@42/trust@4711:environment:dev-read"],
    // As `gh api repos/acme/trust/actions/oidc/customization/sub` says it.
    ["repo:acme@42/trust@4711", "repo:acme@42/trust@4711:environment:dev-read"],
  ] as const) {
    it(`lets GitHub's jobs of one environment of ${repository} be the operator, and nobody else`, async () => {
      const more = ["--account", "111122223333", "--github", repository];
      const { "aws-read-trust.json": text = "", ...others } = await run("trust", ...more);
      assert.deepEqual(JSON.parse(others["microsoft-customers-read-trust.json"] ?? ""), {
        name: "crosstrust-dev-read",
        issuer: "https://token.actions.githubusercontent.com",
        subject,
        audiences: ["api://AzureADTokenExchange"],
      });
      assert.match(
        others["permissions-read.md"] ?? "",
        /az ad app federated-credential create --id CLIENT_ID --parameters microsoft-customers-read-trust\.json/,
      );
      const { Statement } = JSON.parse(text) as { Statement: readonly Record<string, unknown>[] };
      assert.deepEqual(Statement, [
        {
          Effect: "Allow",
          Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
              "token.actions.githubusercontent.com:sub": subject,
            },
          },
        },
      ]);
    });
  }

  it("says how to find out whether GitHub's subjects have ids, where none were given", async () => {
    const asks = "`gh api repos/acme/trust/actions/oidc/customization/sub --jq .sub_claim_prefix`";
    const { "permissions-read.md": without = "" } = await run("without-ids", "--github", "acme/trust");
    assert.ok(without.includes(asks), without);
    const { "permissions-read.md": having = "" } = await run("with-ids", "--github", "acme@42/trust@4711");
    assert.equal(having.includes("gh api"), false);
  });

  it("to adopt are for whoever does that once: no workflow takes them, and an import writes the state", async () => {
    const files = await run("adopt", "--for", "adopt", "--github", "acme/trust");
    assert.deepEqual(Object.keys(files), [
      "aws-adopt.json",
      "microsoft-adopt.json",
      "microsoft-customers-adopt.json",
      "okta-adopt.json",
      "permissions-adopt.md",
    ]);
    assert.match(files["permissions-adopt.md"] ?? "", /^# Rights to adopt the stack dev\n[^]*s3:PutObject/);
  });

  it("takes away what an earlier run wrote for the purpose, and nothing else", async () => {
    await run("stale", "--for", "read");
    const others = ["aws-read-9.json", "microsoft-gone-read-trust.json", "aws-deploy.json", "mine.json"];
    for (const name of others) await writeFile(join(folder.path, "stale", name), "{}");
    const names = Object.keys(await run("stale", "--for", "read"));
    assert.deepEqual(
      others.filter((name) => names.includes(name)),
      ["aws-deploy.json", "mine.json"],
    );
  });

  it("says everything as JSON", async () => {
    const json = join(folder.path, "all.json");
    await run("json", "--json", json, "--for", "read");
    const said = JSON.parse(await readFile(json, "utf8")) as { readonly read: readonly { readonly title: string }[] };
    assert.deepEqual(
      said.read.map(({ title }) => title),
      [
        "AWS",
        "Okta",
        "Microsoft, the company's tenant",
        "Microsoft, the directory of customers",
        "JumpCloud",
        "The state",
      ],
    );
  });

  for (const [option, value] of [
    ["--account", "1111"],
    ["--github", "acme"],
    ["--github", "acme@42/trust"],
    ["--github", "acme/*"],
  ] as const) {
    it(`refuses ${option} ${value}`, async () => {
      const terminal = recordingTerminal();
      assert.equal(await runCommandLine(["permissions", "--stack", "dev", option, value], terminal), 2);
    });
  }
});

describe("derived rights", () => {
  const place = new AwsPlace({
    project: "crosstrust",
    stack: "dev",
    region: "eu-central-1",
    accountId: "111122223333",
  });

  it("are of the vendors alone that the config uses", () => {
    const model = { issuers: {}, apis: {}, relyingParties: {} };
    const request = { model, stack: "dev", purpose: "deploy", awsRegion: "eu-central-1", tenantId: undefined } as const;
    assert.deepEqual(stackRights(request), { aws: [], okta: undefined, directories: [], jumpcloud: undefined });
  });

  for (const purpose of ["read", "adopt"] as const) {
    it(`to ${purpose} have no action that writes`, async () => {
      const { model } = await readStackConfig("dev");
      const request = { model, stack: "dev", purpose, awsRegion: "eu-central-1", tenantId: undefined };
      const { aws, okta, directories, jumpcloud } = stackRights(request);
      const exchanges = [
        "sts:AssumeRole",
        "sso-oauth:CreateTokenWithIAM",
        "iam:SimulatePrincipalPolicy",
        "apigateway:GET",
      ];
      const writing = aws.filter(({ action }) => !exchanges.includes(action) && !/:(?:Get|List|Describe)/.test(action));
      assert.deepEqual(writing, []);
      assert.ok(okta?.scopes.every((scope) => scope.endsWith(".read")));
      assert.ok(directories.every(({ permissions }) => permissions.every((name) => name.endsWith(".Read.All"))));
      assert.equal(jumpcloud, "Read Only");
    });
  }

  it("tell the company's tenant from the directory of an issuer, whatever the issuer is called", async () => {
    const { model } = await readStackConfig("dev");
    const { customers, workforce } = model.issuers;
    const issuers = { tenant: customers!, workforce: workforce! };
    const request = {
      stack: "dev",
      purpose: "read",
      awsRegion: undefined,
      tenantId: "company",
      github: "a/b",
    } as const;
    const sheets = permissionSheets({ ...request, model: { issuers, apis: {}, relyingParties: {} } });
    assert.deepEqual(
      sheets.map(({ title, files }) => [title, files.map(({ name }) => name)]),
      [
        ["Microsoft, the company's tenant", ["microsoft-read.json", "microsoft-read-trust.json"]],
        ["Microsoft, the directory of tenant", ["microsoft-tenant-read.json", "microsoft-tenant-read-trust.json"]],
        ["The state", []],
      ],
    );
  });

  it("hand over the stack's own roles alone, each to its service", async () => {
    const { model } = await readStackConfig("dev");
    const request = { model, stack: "dev", purpose: "deploy", awsRegion: "eu-central-1", tenantId: undefined } as const;
    const passed = stackRights({ ...request, accountId: "111122223333" }).aws.filter(
      ({ action }) => action === "iam:PassRole",
    );
    assert.deepEqual(
      passed.map(({ resource: { pattern }, condition }) => [pattern, condition]),
      ["access-grants.s3.amazonaws.com", "lambda.amazonaws.com"].map((service) => [
        "arn:aws:iam::111122223333:role/crosstrust-dev-*",
        { "iam:PassedToService": service },
      ]),
    );
  });

  it("are parted into policies that IAM takes, whatever their number", () => {
    const rights = Array.from({ length: 400 }, (_, index) => {
      const bucket = resource("Buckets", `arn:aws:s3:::acme-bucket-with-a-long-name-${index}`);
      return rightsOn("s3", bucket, { read: ["ListBucket"] });
    }).flat();
    const policies = awsPolicies([
      ...rights,
      ...rightsOn(
        "iam",
        place.named("Roles", (name) => name, ["a"]),
        { write: ["GetRole"] },
      ),
    ]);
    assert.ok(policies.length > 1);
    for (const policy of policies) {
      assert.ok(JSON.stringify(policy).length <= policyCharacters);
      const sids = policy.Statement.map(({ Sid }) => Sid);
      assert.deepEqual([...new Set(sids)], sids);
      assert.ok(sids.every((sid) => /^[A-Za-z0-9]+$/.test(sid)));
    }
    const resources = policies.flatMap(({ Statement }) => Statement.flatMap(({ Resource }) => Resource));
    assert.equal(resources.length, 401);
  });
});
