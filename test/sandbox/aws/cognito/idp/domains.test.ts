import assert from "node:assert/strict";
import type { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { accountId, awsClouds } from "../../support/AwsCloud.ts";
import { refused } from "../../support/refused.ts";
import { idpOf, makePool } from "./support/idp.ts";

const invalid = "InvalidParameterException";
const CertificateArn = `arn:aws:acm:us-east-1:${accountId}:certificate/5b1a2c3d-1111-2222-3333-444455556666`;

describe("domains of user pools", () => {
  const clouds = awsClouds();
  let idp: CognitoIdentityProvider;
  let UserPoolId: string;

  beforeEach(async () => {
    idp = idpOf(clouds());
    UserPoolId = await makePool(idp);
  });

  const describeDomain = async (Domain: string) => (await idp.describeUserPoolDomain({ Domain })).DomainDescription;

  it("gives a pool a prefix, with the classic pages unless told otherwise", async () => {
    const made = await idp.createUserPoolDomain({ UserPoolId, Domain: "acme-portal" });
    assert.deepEqual([made.ManagedLoginVersion, made.CloudFrontDomain], [1, undefined]);
    const { CloudFrontDistribution, S3Bucket, ...description } = (await describeDomain("acme-portal"))!;
    assert.match(CloudFrontDistribution ?? "", /^d[0-9a-f]{13}\.cloudfront\.net$/);
    assert.equal(S3Bucket, "aws-cognito-prod-eu-central-1-assets");
    assert.deepEqual(description, {
      UserPoolId,
      AWSAccountId: accountId,
      Domain: "acme-portal",
      Version: "20260312190358",
      Status: "ACTIVE",
      CustomDomainConfig: {},
      ManagedLoginVersion: 1,
    });
    assert.equal((await idp.describeUserPool({ UserPoolId })).UserPool?.Domain, "acme-portal");
    const updated = await idp.updateUserPoolDomain({ UserPoolId, Domain: "acme-portal", ManagedLoginVersion: 2 });
    assert.equal(updated.ManagedLoginVersion, 2);
    assert.equal((await describeDomain("acme-portal"))?.ManagedLoginVersion, 2);
    await idp.deleteUserPoolDomain({ UserPoolId, Domain: "acme-portal" });
    assert.deepEqual(await describeDomain("acme-portal"), {});
  });

  it("gives a pool a custom domain beside the prefix", async () => {
    await idp.createUserPoolDomain({ UserPoolId, Domain: "acme-portal" });
    const made = await idp.createUserPoolDomain({
      UserPoolId,
      Domain: "auth.acme.example",
      CustomDomainConfig: { CertificateArn },
    });
    assert.match(made.CloudFrontDomain ?? "", /^d[0-9a-f]{13}\.cloudfront\.net$/);
    assert.deepEqual((await describeDomain("auth.acme.example"))?.CustomDomainConfig, { CertificateArn });
    const { UserPool } = await idp.describeUserPool({ UserPoolId });
    assert.deepEqual([UserPool?.Domain, UserPool?.CustomDomain], ["acme-portal", "auth.acme.example"]);
    const renewed = `${CertificateArn}7`;
    await idp.updateUserPoolDomain({
      UserPoolId,
      Domain: "auth.acme.example",
      CustomDomainConfig: { CertificateArn: renewed },
    });
    assert.equal((await describeDomain("auth.acme.example"))?.CustomDomainConfig?.CertificateArn, renewed);
    await idp.deleteUserPoolDomain({ UserPoolId, Domain: "auth.acme.example" });
    assert.equal((await idp.describeUserPool({ UserPoolId })).UserPool?.CustomDomain, undefined);
  });

  for (const [what, Domain, message] of [
    ["aws in it", "my-aws-portal", "Domain cannot contain reserved word: aws"],
    ["amazon in it", "amazonia", "Domain cannot contain reserved word: amazon"],
    ["cognito in it", "newcognito", "Domain cannot contain reserved word: cognito"],
    ["capitals", "Acme", /^The domain name contains an invalid character\. Domain names can only contain lower-case/],
    ["a dash at its end", "acme-", /^The domain name contains an invalid character/],
    ["dots", "auth.acme.example", /^The domain name contains an invalid character/],
  ] as const) {
    it(`refuses a prefix with ${what}`, async () => {
      await refused(idp.createUserPoolDomain({ UserPoolId, Domain }), invalid, 400, message);
    });
  }

  it("gives a prefix to one pool of a region, and a pool one prefix", async () => {
    const other = await makePool(idp);
    await idp.createUserPoolDomain({ UserPoolId, Domain: "acme" });
    await refused(
      idp.createUserPoolDomain({ UserPoolId: other, Domain: "acme" }),
      invalid,
      400,
      "Domain already associated with another user pool.",
    );
    await refused(
      idp.createUserPoolDomain({ UserPoolId, Domain: "acme2" }),
      invalid,
      400,
      "User pool already has a domain configured.",
    );
    await refused(
      idp.deleteUserPoolDomain({ UserPoolId: other, Domain: "acme" }),
      invalid,
      400,
      "No such domain or user pool exists.",
    );
  });

  it("wants a subdomain and a certificate of us-east-1 for a custom domain", async () => {
    const config = { CustomDomainConfig: { CertificateArn } };
    for (const Domain of ["acme", "acme.example"]) {
      await refused(
        idp.createUserPoolDomain({ UserPoolId, Domain, ...config }),
        invalid,
        400,
        "Custom domain is not a valid subdomain",
      );
    }
    const elsewhere = CertificateArn.replace("us-east-1", "eu-central-1");
    await refused(
      idp.createUserPoolDomain({
        UserPoolId,
        Domain: "auth.acme.example",
        CustomDomainConfig: { CertificateArn: elsewhere },
      }),
      invalid,
      400,
      `The certificate ${elsewhere} is not in the region us-east-1.`,
    );
  });

  it("has managed login in the plans above LITE alone", async () => {
    const lite = await makePool(idp, { UserPoolTier: "LITE" });
    await refused(
      idp.createUserPoolDomain({ UserPoolId: lite, Domain: "acme", ManagedLoginVersion: 2 }),
      "FeatureUnavailableInTierException",
      400,
      "Managed login is not available in the LITE tier.",
    );
    await refused(
      idp.createUserPoolDomain({ UserPoolId, Domain: "acme", ManagedLoginVersion: 3 }),
      invalid,
      400,
      "Invalid ManagedLoginVersion: 3",
    );
  });
});
