import assert from "node:assert/strict";
import { clientEnvironment, foreignVariables } from "../../sandbox/clientEnvironment.ts";
import { defaultDirectories } from "../../sandbox/SandboxDirectory.ts";
import { notebookVendor } from "./support/notebookVendor.ts";
import { sandboxes } from "./support/sandboxes.ts";

const [company, customers] = defaultDirectories;
assert.ok(company && customers);

const environment = clientEnvironment({
  proxyUrl: "http://127.0.0.1:1234",
  caFile: "/tmp/ca.pem",
  credentials: {
    oktaApiToken: "okta token",
    awsAccountId: "123456789012",
    awsAccessKeyId: "AKIA",
    awsSecretAccessKey: "aws secret",
    directories: {
      [company.tenantId]: { clientId: "operator", clientSecret: "azure secret" },
      [customers.tenantId]: { clientId: "b2c operator", clientSecret: "b2c secret" },
    },
    jumpcloudApiKey: "jumpcloud key",
    jumpcloudClientId: "service account",
    jumpcloudClientSecret: "service account secret",
  },
  oktaOrgName: "acme-dev",
  oktaBaseUrl: "okta.com",
  awsRegion: "eu-central-1",
  directories: [company, { ...customers, variableSuffixes: ["_CUSTOMERS", "_PARTNERS"] }],
});

describe("clientEnvironment", () => {
  const start = sandboxes();

  it("has the vendors' own names, the proxies in both cases", () => {
    assert.deepEqual(environment, {
      HTTPS_PROXY: "http://127.0.0.1:1234",
      https_proxy: "http://127.0.0.1:1234",
      HTTP_PROXY: "http://127.0.0.1:1234",
      http_proxy: "http://127.0.0.1:1234",
      NO_PROXY: "127.0.0.1,localhost",
      no_proxy: "127.0.0.1,localhost",
      NODE_USE_ENV_PROXY: "1",
      SSL_CERT_FILE: "/tmp/ca.pem",
      NODE_EXTRA_CA_CERTS: "/tmp/ca.pem",
      AWS_CA_BUNDLE: "/tmp/ca.pem",
      REQUESTS_CA_BUNDLE: "/tmp/ca.pem",
      CURL_CA_BUNDLE: "/tmp/ca.pem",
      OKTA_ORG_NAME: "acme-dev",
      OKTA_BASE_URL: "okta.com",
      OKTA_API_TOKEN: "okta token",
      AWS_ACCESS_KEY_ID: "AKIA",
      AWS_SECRET_ACCESS_KEY: "aws secret",
      AWS_REGION: "eu-central-1",
      AWS_DEFAULT_REGION: "eu-central-1",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
      AWS_EC2_METADATA_DISABLED: "true",
      ARM_TENANT_ID: company.tenantId,
      ARM_CLIENT_ID: "operator",
      ARM_CLIENT_SECRET: "azure secret",
      ARM_TENANT_ID_CUSTOMERS: customers.tenantId,
      ARM_CLIENT_ID_CUSTOMERS: "b2c operator",
      ARM_CLIENT_SECRET_CUSTOMERS: "b2c secret",
      ARM_TENANT_ID_PARTNERS: customers.tenantId,
      ARM_CLIENT_ID_PARTNERS: "b2c operator",
      ARM_CLIENT_SECRET_PARTNERS: "b2c secret",
      JUMPCLOUD_API_KEY: "jumpcloud key",
    });
  });

  it("takes away nothing that it sets", () => {
    assert.deepEqual(
      foreignVariables.filter((name) => name in environment),
      [],
    );
  });

  it("is the sandbox's own, with what the sandbox was told of the org, the region and the directories", async () => {
    const sandbox = await start({
      vendors: { okta: notebookVendor() },
      oktaOrgName: "other",
      oktaBaseUrl: "oktapreview.com",
      awsRegion: "us-east-1",
      directories: [company],
    });
    const { clientEnvironment: own, credentials } = sandbox;
    const ofOthers = /_(?:CUSTOMERS|PARTNERS)$/;
    assert.deepEqual(own, {
      ...Object.fromEntries(Object.entries(environment).filter(([name]) => !ofOthers.test(name))),
      ...Object.fromEntries(
        ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].map((name) => [name, sandbox.url]),
      ),
      ...Object.fromEntries(
        ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"].map(
          (name) => [name, sandbox.caFile],
        ),
      ),
      OKTA_ORG_NAME: "other",
      OKTA_BASE_URL: "oktapreview.com",
      OKTA_API_TOKEN: credentials.oktaApiToken,
      AWS_ACCESS_KEY_ID: credentials.awsAccessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.awsSecretAccessKey,
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      ARM_CLIENT_ID: credentials.directories[company.tenantId]?.clientId,
      ARM_CLIENT_SECRET: credentials.directories[company.tenantId]?.clientSecret,
      JUMPCLOUD_API_KEY: credentials.jumpcloudApiKey,
    });
    assert.deepEqual(Object.keys(credentials.directories), [company.tenantId]);
  });
});
