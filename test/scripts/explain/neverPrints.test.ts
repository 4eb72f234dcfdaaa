import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { runCommandLine } from "../../../scripts/lib/cli/runCommandLine.ts";
import { recordingTerminal } from "../support/recordingTerminal.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

const issuer = "https://acme.okta.com/oauth2/aus1";
const at = "2026-05-01T12:00:00Z";
const noon = Date.parse(at) / 1000;

/** A generator of numbers from 0 to 1 that gives the same ones at every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe("npm run explain, of 200 mutated tokens", () => {
  let folder: TemporaryFolder;
  let jwks: string;
  let token: string;
  const { DEBUG } = process.env;

  before(async () => {
    folder = await temporaryFolder();
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    jwks = await folder.write(
      "jwks.json",
      JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "key-1" }] }),
    );
    token = await new SignJWT({ iss: issuer, aud: "api", iat: noon - 60, exp: noon + 600, scp: ["a.read"] })
      .setProtectedHeader({ alg: "RS256", kid: "key-1" })
      .sign(privateKey);
    process.env["DEBUG"] = "1";
  });
  after(async () => {
    if (DEBUG === undefined) delete process.env["DEBUG"];
    else process.env["DEBUG"] = DEBUG;
    await folder.remove();
  });

  /** Everything that the command says anywhere. */
  async function told(
    input: string,
    ...more: readonly string[]
  ): Promise<{ readonly code: number; readonly text: string }> {
    const json = join(folder.path, "out.json");
    await folder.write("out.json", "");
    const terminal = { ...recordingTerminal(), readInput: async () => input };
    const from = more.includes("--token") ? [] : ["--token", "-"];
    const args = ["--issuer", issuer, "--audience", "api", "--scopes", "a.read", "--jwks", jwks, "--at", at];
    const code = await runCommandLine(["explain", ...args, ...from, "--json", json, ...more], terminal);
    const { lines, notes, progressed } = terminal;
    return { code, text: [...lines, ...notes, ...progressed, await readFile(json, "utf8")].join("\n") };
  }

  /** Pieces of eight characters, of which none may stand in what is told. */
  function assertNothingOf(secret: string, text: string, what: string): void {
    for (const part of secret.split(/[.\s"{}:,]/)) {
      for (let start = 0; start + 16 <= part.length; start += 8) {
        const piece = part.slice(start, start + 16);
        assert.ok(!text.includes(piece), `${what}: ${piece}`);
      }
    }
  }

  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

  const mutations: readonly (readonly [
    name: string,
    mutate: (parts: readonly string[], at: () => number) => string,
  ])[] = [
    [
      "a character replaced",
      (parts, next) => {
        const text = parts.join(".");
        const index = Math.floor(next() * text.length);
        return `${text.slice(0, index)}${"Aé.=\n\u0000 _"[Math.floor(next() * 8)]}${text.slice(index + 1)}`;
      },
    ],
    ["the end cut off", (parts, next) => parts.join(".").slice(0, Math.ceil(next() * parts.join(".").length))],
    ["the beginning cut off", (parts, next) => parts.join(".").slice(Math.floor(next() * 100))],
    [
      "parts in another order",
      ([header, claims, signature], next) =>
        (next() < 0.5 ? [claims, header, signature] : [signature, claims, header]).join("."),
    ],
    ["parts repeated", (parts, next) => [...parts, ...parts.slice(0, 1 + Math.floor(next() * 3))].join(".")],
    [
      "the token in its own claims",
      (parts, next) => {
        const claim = ["iss", "aud", "scp", "exp", "nbf", "client_id"][Math.floor(next() * 6)]!;
        return [parts[0], encode({ iss: issuer, aud: "api", exp: noon + 9, [claim]: parts.join(".") }), parts[2]].join(
          ".",
        );
      },
    ],
    [
      "the token in its own header",
      (parts, next) => {
        const parameter = ["alg", "kid", "typ", "crit"][Math.floor(next() * 4)]!;
        return [encode({ alg: "RS256", kid: "key-1", [parameter]: parts.join(".") }), parts[1], parts[2]].join(".");
      },
    ],
    [
      "an answer of a token endpoint, damaged",
      (parts, next) => JSON.stringify({ access_token: parts.join(".") }).slice(0, 20 + Math.floor(next() * 600)),
    ],
    [
      "an answer with the token elsewhere",
      (parts, next) =>
        JSON.stringify({
          [["id_token", "refresh_token", "error_description"][Math.floor(next() * 3)]!]: parts.join("."),
        }),
    ],
    [
      "another scheme",
      (parts, next) => `${["Basic", "bearer", "BEARER", "DPoP", "Token"][Math.floor(next() * 5)]!} ${parts.join(".")}`,
    ],
  ];

  for (const [index, [name, mutate]] of mutations.entries()) {
    it(`repeats nothing of a token with ${name}`, async () => {
      const next = numbers(index + 1);
      for (let run = 0; run < 20; run += 1) {
        const mutated = mutate(token.split("."), next);
        const { code, text } = await told(mutated);
        assert.ok(code === 0 || code === 1 || code === 2);
        assert.notEqual(text.trim(), "");
        assertNothingOf(token, text, `run ${run}`);
      }
    });
  }

  it("repeats nothing of a token that stands where no token belongs", async () => {
    const misplaced: readonly (readonly string[])[] = [
      ["--token", token],
      ["--token", `Bearer ${token}`],
      ["--tokn", token],
      [`--tokn=${token}`],
      [token],
      ["--jwks", token],
      ["--at", token],
    ];
    for (const args of misplaced) {
      const { code, text } = await told("", ...args);
      assert.equal(code, 2, args[0]);
      assertNothingOf(token, text, args.join(" ").slice(0, 10));
    }
  });

  it("says what it found all the same", async () => {
    assert.deepEqual((await told(token)).code, 0);
    const { code, text } = await told(token, "--at", "2026-05-02T12:00:00Z");
    assert.equal(code, 1);
    assert.match(text, /check: expiry/);
  });
});
