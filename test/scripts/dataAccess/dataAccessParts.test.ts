import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { checkDataAccessUsage, prepareEnvironment } from "../../../scripts/lib/dataAccess/checkDataAccessUsage.ts";
import { credentialProcess } from "../../../scripts/lib/dataAccess/credentialProcess.ts";
import { freshIdToken } from "../../../scripts/lib/dataAccess/freshIdToken.ts";
import { readCredentials } from "../../../scripts/lib/dataAccess/readCredentials.ts";
import { readTarget } from "../../../scripts/lib/dataAccess/readTarget.ts";
import { type CommandRun, runWithCredentials } from "../../../scripts/lib/dataAccess/runWithCredentials.ts";
import { CrosstrustError } from "../../../trust/CrosstrustError.ts";
import { deployed, model, now, trustWith } from "./support/fakeAws.ts";

const credentials = { accessKeyId: "AKIA", secretAccessKey: "s", sessionToken: "t", expires: now };
const usage = (changes: object) => () =>
  checkDataAccessUsage({
    ...{ idToken: undefined, session: undefined, command: [], reveal: false, outputIsTerminal: false, environment: {} },
    ...changes,
  });
const refusedAt = (where: string) => (error: unknown) =>
  error instanceof CrosstrustError && error.code === "USAGE" && error.where === where;

describe("readTarget", () => {
  for (const [text, object, target] of [
    ["s3://acme-reports", false, "s3://acme-reports/*"],
    ["s3://acme-reports/", false, "s3://acme-reports/*"],
    ["s3://acme-reports/team-a", false, "s3://acme-reports/team-a/*"],
    ["s3://acme-reports/team-a/", false, "s3://acme-reports/team-a/*"],
    ["s3://acme-reports/team*", false, "s3://acme-reports/team*"],
    ["s3://acme-reports/team-a/1.csv", true, "s3://acme-reports/team-a/1.csv"],
  ] as const) {
    it(`takes ${text}${object ? ", one object," : ""} for ${target}`, () => {
      assert.deepEqual(readTarget(text, object), { target, object });
    });
  }
  for (const [text, object] of [
    ["acme-reports/team-a", false],
    ["https://acme-reports.s3.amazonaws.com/a", false],
    ["s3://Acme/a", false],
    ["s3://acme-reports/*/a", false],
    ["s3://acme-reports", true],
    ["s3://acme-reports/a/", true],
    ["s3://acme-reports/a*", true],
  ] as const) {
    it(`refuses ${text}${object ? " as one object" : ""}`, () => {
      assert.throws(() => readTarget(text, object), refusedAt("the S3 URI"));
    });
  }
});

describe("checkDataAccessUsage", () => {
  it("lets a pipe, a command and --reveal", () => {
    for (const fine of [{}, { outputIsTerminal: true, command: ["aws"] }, { outputIsTerminal: true, reveal: true }]) {
      usage({ idToken: "-", ...fine })();
    }
  });
  for (const [what, changes, where] of [
    ["credentials on a terminal", { outputIsTerminal: true }, "standard output"],
    ["a token in the arguments", { idToken: "eyJ.a.b" }, "--id-token"],
    ["two sources of the ID token", { idToken: "-", session: "file" }, "--session, --id-token"],
    ["a profile that asks for itself", { environment: { CROSSTRUST_DATA_ACCESS: "1" } }, "credential_process"],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.throws(usage(changes), refusedAt(where));
    });
  }
});

describe("prepareEnvironment", () => {
  it("has a profile that asks for itself refused, and gives the user's own to whatever asks on the way", () => {
    const environment = { AWS_PROFILE: "team-a" };
    assert.throws(() => {
      prepareEnvironment(environment, "work");
      usage({ environment })();
    }, refusedAt("credential_process"));
    assert.equal(environment.AWS_PROFILE, "work");
    const without = { AWS_PROFILE: "team-a" };
    prepareEnvironment(without, undefined);
    assert.equal(without.AWS_PROFILE, "team-a");
  });
});

describe("freshIdToken", () => {
  const party = { name: "s3", stack: "dev", model, deployed };
  const outputs = { trust: trustWith(), clientSecrets: {}, relyingPartySecrets: {} };
  const { signal } = new AbortController();
  const source = { note: () => undefined, fetch: async () => assert.fail("it asked"), signal };

  it("takes one from standard input, without the line break", async () => {
    assert.equal(await freshIdToken(outputs, party, { ...source, readInput: async () => "a.b.c\n" }), "a.b.c");
    await assert.rejects(freshIdToken(outputs, party, { ...source, readInput: async () => " \n" }), {
      code: "TOKEN_UNREADABLE",
    });
  });

  it("takes the session that is named, and no other way where there is none", async () => {
    await assert.rejects(freshIdToken(outputs, party, { ...source, session: "/nowhere/session" }), { code: "USAGE" });
  });
});

describe("readCredentials", () => {
  it("wants all of them", () => {
    const answered = { AccessKeyId: "AKIA", SecretAccessKey: "s", SessionToken: "t", Expiration: now };
    assert.deepEqual(readCredentials(answered, "x"), credentials);
    for (const missing of Object.keys(answered)) {
      assert.throws(() => readCredentials({ ...answered, [missing]: undefined }, "x"), { code: "TOKEN_UNREADABLE" });
    }
    assert.throws(() => readCredentials(undefined, "x"), { code: "TOKEN_UNREADABLE" });
  });
});

describe("credentialProcess", () => {
  it("writes them as the AWS CLI reads them", () => {
    assert.deepEqual(JSON.parse(credentialProcess(credentials)), {
      Version: 1,
      AccessKeyId: "AKIA",
      SecretAccessKey: "s",
      SessionToken: "t",
      Expiration: "2026-01-02T03:04:05.000Z",
    });
  });
});

describe("runWithCredentials", () => {
  const start = (script: string, changes: Partial<CommandRun> = {}) =>
    runWithCredentials({
      command: [process.execPath, "-e", script],
      ...{ credentials, region: "eu-central-1", environment: {}, signals: new EventEmitter() },
      ...{ onTerminal: false, ...changes },
    });
  const expected = JSON.stringify({
    ...{ AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "s", AWS_SESSION_TOKEN: "t" },
    ...{ AWS_REGION: "eu-central-1", AWS_DEFAULT_REGION: "eu-central-1" },
    ...{ AWS_CREDENTIAL_EXPIRATION: "2026-01-02T03:04:05.000Z", KEPT: "yes" },
  });

  it("gives the program the credentials and their region in its environment, and nothing that outranks them", async () => {
    const strange = ["AWS_PROFILE", "AWS_SECURITY_TOKEN", "AWS_ACCOUNT_ID", "AWS_WEB_IDENTITY_TOKEN_FILE"];
    const script = `const want = ${expected}, have = process.env;
      const wrong = Object.keys(want).filter((name) => have[name] !== want[name]);
      process.exit(wrong.length === 0 && ${JSON.stringify(strange)}.every((name) => have[name] === undefined) ? 0 : 9);`;
    const own = { AWS_ACCESS_KEY_ID: "own", AWS_SESSION_TOKEN: "own", AWS_REGION: "us-east-1", KEPT: "yes" };
    const environment = { ...own, ...Object.fromEntries(strange.map((name) => [name, "own"])) };
    assert.equal(await start(script, { environment }), 0);
  });

  it("hands on the program's exit code, and a signal as shells do", async () => {
    assert.equal(await start("process.exit(7)"), 7);
    assert.equal(await start('process.kill(process.pid, "SIGKILL")'), 137);
  });

  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    it(`hands ${signal} on to the program, and listens no more when it has ended`, async () => {
      const signals = new EventEmitter();
      const ended = start("setTimeout(() => undefined, 60_000)", { signals });
      signals.emit(signal, signal);
      assert.equal(await ended, code);
      assert.deepEqual(signals.eventNames(), []);
    });
  }

  it("leaves Ctrl-C to the program where it arrives there by itself, and no other signal", async () => {
    const signals = new EventEmitter();
    const ended = start("setTimeout(() => undefined, 60_000)", { signals, onTerminal: true });
    assert.equal(signals.emit("SIGINT", "SIGINT"), false);
    signals.emit("SIGTERM", "SIGTERM");
    assert.equal(await ended, 143);
  });

  it("says what cannot be started", async () => {
    await assert.rejects(start("", { command: ["/nowhere/program"] }), refusedAt("/nowhere/program"));
  });
});
