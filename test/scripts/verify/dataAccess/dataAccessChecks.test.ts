import assert from "node:assert/strict";
import { type Sandbox, startSandbox } from "../../../../sandbox/startSandbox.ts";
import type { CheckResult } from "../../../../scripts/lib/report/RehearsalReport.ts";
import { sandboxSend } from "../../../../scripts/lib/rehearsal/sandboxSend.ts";
import { accessAws } from "../../../../scripts/lib/vendors/aws/accessAws.ts";
import { personNames } from "../../../../scripts/lib/verify/dataAccess/Person.ts";
import { sandboxes } from "../../../sandbox/support/sandboxes.ts";
import { tokenShape } from "../../../support/tokenShape.ts";
import { bucket, emailOf, issuer, passwordOf, people, region, settings } from "./support/grantsSettings.ts";
import { GrantsTown } from "./support/GrantsTown.ts";
import { addPerson } from "./support/makeJumpCloud.ts";
import { names } from "./support/names.ts";

const { dora, otto, una, wendy } = names;
const afterDora = [dora.signIn, dora.exchange, dora.replay, dora.identity, ...dora.data];
const afterWendy = [wendy.signIn, wendy.exchange, wendy.replay, wendy.identity, ...wendy.data];

/** Everything that verify looks at, in order. */
const all: readonly string[] = [
  ...[names.publishedIssuer, names.tokenEndpoint, names.keys, names.issuer, names.trustedTokenIssuer],
  ...[names.application, names.tokens, names.actor, names.scope, names.assignment],
  ...[names.instance, names.locations, names.grants, names.groups, names.emails, names.members],
  ...[...names.forged, names.ownCredentials, names.otherRegion],
  ...[...afterDora, otto.signIn, una.signIn, una.exchange, ...afterWendy],
];

const { s3: party } = settings.relyingParties;
const withParty = (changes: object): object => ({ ...settings, relyingParties: { s3: { ...party, ...changes } } });
const inRegion = { CreateBucketConfiguration: { LocationConstraint: region } } as const;

const by = (checks: readonly CheckResult[], wanted: boolean | null): readonly string[] =>
  checks.filter(({ ok }) => ok === wanted).map(({ name }) => name);
const find = (checks: readonly CheckResult[], name: string): CheckResult => {
  const found = checks.find((check) => check.name === name);
  assert.ok(found, name);
  return found;
};

describe("what verify proves of data in S3 for people of JumpCloud", () => {
  const start = sandboxes();
  let sandbox: Sandbox;
  let town: GrantsTown;
  before(async () => {
    sandbox = await startSandbox();
    town = await GrantsTown.make(sandbox);
  });
  after(() => sandbox.close());
  afterEach(() => assert.deepEqual(sandbox.refusals, []));

  it("is the whole path, and all that has to be refused on it", async () => {
    const checks = await town.verify();
    assert.deepEqual(
      checks.map(({ name, ok }) => [name, ok]),
      all.map((name) => [name, true]),
    );
    assert.deepEqual([...new Set(checks.map(({ system }) => system))], ["jumpcloud-s3-access-grants"]);
  });

  it("says what was expected and what came, without a password, a secret or a token", async () => {
    const secrets: string[] = [];
    const { send } = town;
    town.send = async (url, init) => {
      const answer = await send(url, init);
      const text = await answer.clone().text();
      for (const [, secret = ""] of text.matchAll(
        /(?:<SecretAccessKey>|<SessionToken>|"(?:idToken|identityContext|id_token|access_token|accessToken)":")([^"<]+)/g,
      ))
        secrets.push(secret);
      return answer;
    };
    const checks = await town.verify();
    town.send = send;
    const shown = (name: string): readonly string[] => {
      const { expected, actual } = find(checks, name);
      return [expected, actual];
    };
    const twice = (text: string): readonly string[] => [text, text];
    const { clientId, trustedTokenIssuerArn, exchangeRoleArn, instanceArn } = town.deployed;
    assert.deepEqual(shown(names.tokens), twice(`of ${trustedTokenIssuerArn} for ${clientId}`));
    assert.deepEqual(shown(names.actor), twice(exchangeRoleArn));
    assert.deepEqual(shown(names.assignment), twice("required; group analysts; user wendy"));
    assert.deepEqual(shown(names.instance), twice(instanceArn));
    assert.deepEqual(
      shown(names.trustedTokenIssuer),
      twice(`${issuer}, its email compared with emails.value, keys by OPEN_ID_DISCOVERY`),
    );
    assert.deepEqual(shown(dora.signIn), twice(`an ID token of ${issuer} for ${clientId}, about ${emailOf("dora")}`));
    assert.deepEqual(shown(dora.reads), twice(`credentials for s3://${bucket}/team-a/*`));
    assert.deepEqual(shown(dora.readsDo), twice("list and read there, and nothing beside it"));
    assert.deepEqual(shown(dora.both), twice("refused, AccessDenied"));
    assert.deepEqual(shown(wendy.dropDo), twice("cannot list there"));
    assert.deepEqual(shown(una.exchange), twice("refused, AccessDeniedException"));
    assert.deepEqual(shown(otto.signIn), twice("no code"));
    assert.equal(find(checks, names.emails).reason, "3 members in JumpCloud");
    // Four for each of the two who come to data, and more; if there were none, nothing would have been looked for.
    assert.ok(secrets.length > 12, String(secrets.length));
    const text = JSON.stringify(checks);
    for (const secret of [...secrets, ...people.map(passwordOf), town.clientSecret]) {
      assert.ok(!text.includes(secret), secret);
    }
    assert.doesNotMatch(text, tokenShape);
  });

  it("changes nothing in S3", async () => {
    const { send } = town;
    const asked = new Set<string>();
    town.send = async (url, init) => {
      if (new URL(url).hostname.startsWith(`${bucket}.`)) asked.add(init.method ?? "GET");
      return send(url, init);
    };
    await town.verify();
    town.send = send;
    assert.deepEqual([...asked].sort(), ["GET", "HEAD"]);
  });

  it("proves without anybody's password what needs none, and says what the rest takes", async () => {
    const checks = await town.verify({ passwords: new Map([["s3/dora", passwordOf("dora")]]) });
    assert.deepEqual(by(checks, false), []);
    assert.deepEqual(by(checks, null), [otto.signIn, una.signIn, una.exchange, ...afterWendy]);
    for (const name of [wendy.signIn, wendy.exchange, wendy.identity, wendy.both, wendy.dropDo]) {
      assert.equal(find(checks, name).reason, "it takes their password in JumpCloud: --person s3/wendy=FILE", name);
    }
    assert.deepEqual(personNames(town.trust.model), ["s3/dora", "s3/otto", "s3/una", "s3/wendy"]);
  });

  const withoutAws = [
    ...[names.trustedTokenIssuer, names.application, names.tokens, names.actor, names.scope, names.assignment],
    ...[names.instance, names.locations, names.grants, names.emails, names.members],
    ...[...names.forged, names.ownCredentials, names.otherRegion],
    ...[...afterDora.slice(1), una.exchange, ...afterWendy.slice(1)],
  ];

  it("proves without credentials for AWS what needs none", async () => {
    const checks = await town.verify({ aws: undefined });
    assert.deepEqual(by(checks, false), []);
    assert.deepEqual(by(checks, null), withoutAws);
    assert.equal(find(checks, names.grants).reason, "AWS takes credentials: the AWS_ variables, or a profile");
  });

  it("proves nothing at AWS with credentials of another account", async () => {
    const other = await start();
    const { awsAccessKeyId: accessKeyId, awsSecretAccessKey: secretAccessKey } = other.credentials;
    const elsewhere = sandboxSend(other);
    const aws = accessAws({
      signal: new AbortController().signal,
      fetch: async (url, init) => elsewhere(new Request(url).url, init ?? {}),
      credentials: { accessKeyId, secretAccessKey },
    });
    const checks = await town.verify({ aws });
    assert.deepEqual(by(checks, false), []);
    assert.deepEqual(by(checks, null), withoutAws);
    const { awsAccountId } = other.credentials;
    assert.equal(
      find(checks, names.grants).reason,
      `the AWS credentials are of the account ${awsAccountId}, the stack's is ${town.deployed.accountId}`,
    );
  });

  it("does not take credentials that AWS does not know for a failure", async () => {
    const aws = accessAws({
      signal: new AbortController().signal,
      fetch: async (url, init) => town.send(new Request(url).url, init ?? {}),
      credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "nobody's" },
      maxAttempts: 1,
    });
    const checks = await town.verify({ aws });
    assert.deepEqual(by(checks, false), []);
    assert.deepEqual(by(checks, null), withoutAws);
    assert.match(find(checks, names.actor).reason!, /InvalidClientTokenId/);
  });

  it("does not take an AWS that throttles for one that refuses", async () => {
    const { send } = town;
    const throttled = JSON.stringify({ __type: "ThrottlingException", message: "Rate exceeded" });
    const body = { status: 400, headers: { "content-type": "application/x-amz-json-1.1" } };
    town.send = async (url, init) =>
      url.startsWith("https://oidc.") ? new Response(throttled, body) : send(url, init);
    try {
      const checks = await town.verify();
      for (const { name, ok, actual } of checks) {
        if (name.includes(": no exchange ")) assert.deepEqual([name, ok, actual], [name, null, actual]);
      }
      assert.equal(checks.filter(({ name }) => name.includes(": no exchange ")).length, 5);
    } finally {
      town.send = send;
    }
  });

  it("says who gains by what was added by hand", async () => {
    const other = await GrantsTown.make(await start());
    await other.grant({ subPrefix: "other/*" }, other.user(await other.addUser("eve")), "READWRITE");
    await other.assign("USER", await other.addUser("mallory"));
    await other.joinJumpCloud(await addPerson(other.jumpcloud, "nobody"));
    await other.addUser("dora-2", emailOf("dora"));
    const checks = await other.verify({ passwords: new Map() });
    assert.match(
      find(checks, names.grants).actual,
      /not declared: READWRITE of s3:\/\/acme-dev-reports\/other\/\* for user eve \(not declared\)/,
    );
    assert.match(find(checks, names.assignment).actual, /user mallory \(not declared\)/);
    const { actual, reason } = find(checks, names.emails);
    assert.deepEqual(
      [actual, reason],
      ["dora@acme.example: 2 users; nobody@acme.example: nobody", "4 members in JumpCloud"],
    );
  });

  it("holds back a password where JumpCloud's page would send it elsewhere", async () => {
    const other = await GrantsTown.make(await start());
    const sent: string[] = [];
    const { send } = other;
    other.send = async (address, init) => {
      const { host, pathname } = new URL(address);
      if (JSON.stringify(init.body ?? "").includes("Correct-Horse")) sent.push(host);
      const answer = await send(address, init);
      if (host !== "console.jumpcloud.com" || pathname !== "/login" || answer.status !== 200) return answer;
      const page = (await answer.text()).replaceAll('action="/', 'action="https://elsewhere.example/');
      return new Response(page, { headers: { "content-type": "text/html" } });
    };
    const checks = await other.verify();
    assert.deepEqual(sent, []);
    assert.notEqual(find(checks, dora.signIn).ok, true);
  });

  it("does not take a page that lives by scripts for a failure", async () => {
    const other = await GrantsTown.make(await start());
    other.meddle(({ url }) =>
      url.host === "console.jumpcloud.com" && url.pathname === "/login"
        ? new Response("<title>Sign in</title><script>app()</script>")
        : undefined,
    );
    const checks = await other.verify();
    assert.deepEqual(by(checks, false), []);
    assert.deepEqual(by(checks, null), [...afterDora, otto.signIn, una.signIn, una.exchange, ...afterWendy]);
    assert.match(find(checks, dora.signIn).reason!, /takes JavaScript/);
  });

  it("asks Identity Center where the config does not say who is in a group", async () => {
    const groups = { analysts: { source: "adopted", displayName: "Analysts" } };
    const raw = withParty({ identityCenter: { ...party.identityCenter, groups } });
    const other = await GrantsTown.make(await start(), raw);
    await other.join("analysts", other.deployed.users["dora"]!.userId);
    const checks = await other.verify();
    assert.deepEqual(by(checks, false), []);
    assert.equal(find(checks, dora.reads).expected, "credentials, if Identity Center has them in analysts");
    assert.equal(find(checks, dora.reads).ok, true);
    assert.equal(find(checks, una.exchange).expected, "exchanged, if Identity Center has them in an assigned group");
    assert.deepEqual(
      [find(checks, una.exchange).actual, find(checks, una.exchange).ok],
      ["refused, AccessDeniedException", true],
    );
    assert.equal(find(checks, wendy.reads).actual, "refused, AccessDenied");
  });

  it("expects what a wider grant of the same person opens, too", async () => {
    const all = { location: "reports", prefix: "*", user: "dora", permission: "READ" };
    const other = await GrantsTown.make(await start(), withParty({ grants: { ...party.grants, "dora-all": all } }));
    const checks = await other.verify();
    assert.deepEqual(by(checks, false), []);
    assert.deepEqual(by(checks, null), []);
    assert.equal(find(checks, dora.reads).actual, `credentials for s3://${bucket}/team-a/*`);
    assert.equal(find(checks, `s3/dora: READ of s3://${bucket}/*`).actual, `credentials for s3://${bucket}/*`);
    const whole = find(checks, `s3/dora: what the credentials for READ of s3://${bucket}/* do`);
    assert.equal(whole.actual, "list and read there");
    assert.equal(find(checks, `s3/wendy: READ of s3://${bucket}/*`).actual, "refused, AccessDenied");
  });

  it("leaves to others what they have in an instance that was adopted, unless it touches the stack's places", async () => {
    const other = await GrantsTown.make(await start(), withParty({ instance: { adopt: true } }));
    const { accountId: AccountId, locations } = other.deployed;
    const { roleArn: IAMRoleArn } = locations["reports"]!;
    const add = async (LocationScope: string, subPrefix: string) => {
      const made = await other.control.createAccessGrantsLocation({ AccountId, LocationScope, IAMRoleArn });
      const location = made.AccessGrantsLocationId!;
      await other.grant({ location, subPrefix }, other.user(other.deployed.users["una"]!.userId), "READ");
    };
    await other.s3.createBucket({ Bucket: `${bucket}-of-others`, ...inRegion });
    await add(`s3://${bucket}-of-others/`, "any/*");
    assert.deepEqual(by(await other.verify({ passwords: new Map() }), false), []);
    await add("s3://", `${bucket}/other/*`);
    const checks = await other.verify({ passwords: new Map() });
    assert.deepEqual(by(checks, false), [names.locations, names.grants]);
    assert.match(find(checks, names.locations).actual, /not declared: s3:\/\/ by/);
    assert.match(
      find(checks, names.grants).actual,
      /not declared: READ of s3:\/\/acme-dev-reports\/other\/\* for user una;/,
    );
  });
});
