import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { PropertyMap } from "../../../providers/lib/PropertyValue.ts";
import { createAwsVendor } from "../../../sandbox/aws/createAwsVendor.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/startSandbox.ts";
import { inProject } from "../../../scripts/lib/projectRoot.ts";
import { temporaryFolder, type TemporaryFolder } from "../../scripts/support/temporaryFolder.ts";
import { ProviderClient } from "../lib/ProviderClient.ts";

const getAccessGrantsInstance = "identitycenter:index/getAccessGrantsInstance:getAccessGrantsInstance";
const executable = inProject("providers", "identitycenter", "pulumi-resource-identitycenter");

describe("The identitycenter plugin's credentials, over the proxy", () => {
  const running: ChildProcess[] = [];
  const clients: ProviderClient[] = [];
  /** What the engine would show its user. */
  const noise: string[] = [];
  let sandbox: Sandbox;
  let folder: TemporaryFolder;

  before(async () => {
    sandbox = await startSandbox({ vendors: { aws: createAwsVendor } });
    folder = await temporaryFolder();
    const { awsAccessKeyId, awsSecretAccessKey } = sandbox.credentials;
    const company = ["[company]", `aws_access_key_id=${awsAccessKeyId}`, `aws_secret_access_key=${awsSecretAccessKey}`];
    await writeFile(join(folder.path, "credentials"), `${company.join("\n")}\n`);
  });
  after(async () => {
    clients.forEach((client) => client.close());
    for (const child of running) child.kill("SIGKILL");
    await sandbox.close();
    await folder.remove();
  });

  afterEach(() => assert.deepEqual(noise, []));

  /** The plugin as the engine starts it, connected and configured. */
  async function start(env: Readonly<Record<string, string>>, config: PropertyMap): Promise<ProviderClient> {
    const child = spawn(executable, ["127.0.0.1:1"], {
      env: {
        PATH: process.env["PATH"],
        ...sandbox.clientEnvironment,
        AWS_SHARED_CREDENTIALS_FILE: join(folder.path, "credentials"),
        AWS_CONFIG_FILE: join(folder.path, "config"),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.push(child);
    child.stderr.setEncoding("utf8").on("data", (text: string) => noise.push(text));
    const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
    const client = new ProviderClient(Number(line));
    clients.push(client);
    await client.configure(config);
    return client;
  }
  /** Only whoever is let in is told this. */
  const letIn = (region: string): RegExp =>
    new RegExp(`account ${sandbox.credentials.awsAccountId} has no S3 Access Grants instance in ${region}`);

  it("are those of the environment", async () => {
    const client = await start({}, {});
    await assert.rejects(client.invoke(getAccessGrantsInstance), letIn("eu-central-1"));
  });

  it("are those of a profile that the config names, before the environment's", async () => {
    const wrong = { AWS_ACCESS_KEY_ID: "AKIAWRONGWRONGWRONG0", AWS_SECRET_ACCESS_KEY: "wrong", AWS_REGION: "" };
    const client = await start(wrong, { profile: "company", region: "eu-west-1" });
    await assert.rejects(client.invoke(getAccessGrantsInstance), letIn("eu-west-1"));
    const without = await start(wrong, { region: "eu-west-1" });
    await assert.rejects(without.invoke(getAccessGrantsInstance), /InvalidClientTokenId/);
  });

  it("are missed in words that say where they were looked for", async () => {
    const none = { AWS_ACCESS_KEY_ID: "", AWS_SECRET_ACCESS_KEY: "", AWS_EC2_METADATA_DISABLED: "true" };
    const client = await start(none, {});
    await assert.rejects(
      client.invoke(getAccessGrantsInstance),
      /no credentials for AWS: Could not load .*\. Set AWS_PROFILE or identitycenter:profile/,
    );
    const unknown = await start(none, { profile: "nobody" });
    await assert.rejects(unknown.invoke(getAccessGrantsInstance), /no credentials for AWS: .*profile: \[nobody\]/);
  });
});
