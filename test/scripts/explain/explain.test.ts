import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { SignJWT, exportJWK, generateKeyPair } from "jose";
import type { JWTPayload } from "jose";
import { inProject, projectRoot } from "../../../scripts/lib/projectRoot.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";
import type { TemporaryFolder } from "../support/temporaryFolder.ts";

const issuer = "https://acme.okta.com/oauth2/aus1";
const audience = "https://api.example.com";
const at = "2026-05-01T12:00:00Z";
const noon = Date.parse(at) / 1000;
const keys = generateKeyPair("RS256");

async function tokenWith(claims: JWTPayload = {}): Promise<string> {
  const standard = { iss: issuer, aud: audience, iat: noon - 60, exp: noon + 3600, scp: ["keys.read"] };
  const { privateKey } = await keys;
  return new SignJWT({ ...standard, ...claims }).setProtectedHeader({ alg: "RS256", kid: "key-1" }).sign(privateKey);
}

describe("npm run explain, without a stack", () => {
  let folder: TemporaryFolder;
  let jwks = "";
  before(async () => {
    folder = await temporaryFolder();
    const key = { ...(await exportJWK((await keys).publicKey)), kid: "key-1" };
    jwks = await folder.write("jwks.json", JSON.stringify({ keys: [key] }));
  });
  after(async () => folder.remove());

  async function explain(
    input: string,
    ...more: readonly string[]
  ): Promise<{ code: number; out: string; err: string }> {
    const authorizer = ["--issuer", issuer, "--audience", audience, "--scopes", "keys.read,keys.write"];
    const args = [
      "explain",
      ...authorizer,
      "--jwks",
      jwks,
      "--at",
      at,
      ...(more.includes("--token") ? [] : ["--token", "-"]),
      ...more,
    ];
    const child = spawn(process.execPath, [inProject("scripts", "main.ts"), ...args], { cwd: projectRoot });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
    const [out, err, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number>((resolve) => child.once("close", (exit) => resolve(exit ?? -1))),
    ]);
    return { code, out, err };
  }

  it("admits a right token and ends with 0", async () => {
    const { code, out, err } = await explain(`${await tokenWith()}\n`);
    assert.deepEqual({ code, err }, { code: 0, err: "" });
    assert.match(out, /^Admitted: the token holds keys\.read/);
  });

  const wrong = {
    issuer: [{ iss: `${issuer}/` }, "issuer", issuer, `${issuer}/`],
    audience: [{ aud: "https://other.example.com" }, "audience", audience, "https://other.example.com"],
    expiry: [{ exp: noon - 1 }, "expiry", `after ${noon}`, String(noon - 1)],
    scope: [{ scp: ["keys.list"] }, "scope", "keys.read, keys.write", "keys.list"],
  } as const;
  for (const [what, [claims, check, expected, actual]] of Object.entries(wrong)) {
    it(`says that the ${what} decided, what was expected and found, and what to change, and ends with 1`, async () => {
      const token = await tokenWith(claims);
      const { code, out } = await explain(token);
      assert.equal(code, 1);
      assert.ok(out.includes(`\n  check: ${check}\n  expected: ${expected}\n  actual: ${actual}\n  → `), out);
      for (const part of token.split(".")) assert.ok(!out.includes(part));
    });
  }

  it("takes the token from a file, with or without what stands before it in a request", async () => {
    const token = await tokenWith();
    for (const content of [token, `Bearer ${token}`, `Authorization: Bearer ${token}\n`]) {
      const file = await folder.write("token", content);
      assert.equal((await explain("", "--token", file)).code, 0);
    }
  });

  it("refuses a token on the command line, and does not repeat it", async () => {
    const token = await tokenWith();
    for (const value of [token, `Bearer ${token}`]) {
      const { code, out, err } = await explain("", "--token", value);
      assert.equal(code, 2);
      assert.match(err, /^USAGE: A token on the command line can be read by everyone on this machine\./);
      assert.ok(!(out + err).includes(token.slice(0, 20)));
    }
  });

  it("writes the explanation to a file, without the token", async () => {
    const json = join(folder.path, "out.json");
    const token = await tokenWith({ aud: "other" });
    await explain(token, "--json", json);
    const written = await readFile(json, "utf8");
    assert.ok(!written.includes(token.split(".")[1]!));
    const { admitted, status, check, at: when } = JSON.parse(written) as Record<string, unknown>;
    assert.deepEqual(
      { admitted, status, check, when },
      { admitted: false, status: 401, check: "audience", when: "2026-05-01T12:00:00.000Z" },
    );
  });

  const unusable: Readonly<Record<string, { input?: string; more: readonly string[]; says: RegExp }>> = {
    "no token": { input: "\n", more: [], says: /^TOKEN_UNREADABLE: There is no token\./ },
    "two tokens": { input: "a.b.c\nd.e.f", more: [], says: /^TOKEN_UNREADABLE: / },
    "a stack beside an issuer": {
      more: ["--stack", "dev"],
      says: /^USAGE: It is not clear which authorizer is meant\./,
    },
    "a time that is none": { more: ["--at", "yesterday"], says: /^USAGE: This is no time\./ },
    "a key set that is none": { more: ["--jwks", "package.json"], says: /^USAGE: The file holds no key set\./ },
    "a file that is not there": {
      more: ["--token", "no/such/file"],
      says: /^USAGE: The file with the token cannot be read \(E[A-Z]+\)\./,
    },
  };
  for (const [what, { input = "", more, says }] of Object.entries(unusable)) {
    it(`ends with 2 for ${what}`, async () => {
      const { code, out, err } = await explain(input, ...more);
      assert.deepEqual({ code, out }, { code: 2, out: "" });
      assert.match(err, says);
    });
  }

  it("explains that an issuer that gives no answer says nothing about the gateway", async () => {
    const args = ["explain", "--issuer", "https://127.0.0.1:9", "--audience", "a", "--token", "-"];
    const child = spawn(process.execPath, [inProject("scripts", "main.ts"), ...args], {
      cwd: projectRoot,
      env: { ...process.env, NO_PROXY: "127.0.0.1", no_proxy: "127.0.0.1" },
    });
    child.stdin.end(await tokenWith());
    const [err, code] = await Promise.all([text(child.stderr), new Promise((resolve) => child.once("close", resolve))]);
    assert.equal(code, 2);
    assert.match(err, /^VENDOR_UNREACHABLE: 127\.0\.0\.1:9 gave no answer; --jwks FILE needs no network\./);
  });
});
