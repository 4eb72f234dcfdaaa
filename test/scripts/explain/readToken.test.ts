import assert from "node:assert/strict";
import { readToken } from "../../../scripts/lib/explain/readToken.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporaryFolder.ts";

const token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJhIn0.c2lnbmF0dXJl";
const typed = (text: string) => ({ readInput: async () => text });

describe("readToken", () => {
  const forms: Readonly<Record<string, string>> = {
    "alone, with a line break": `${token}\n`,
    "after Bearer": `Bearer ${token}\r\n`,
    "as a header": `authorization: Bearer ${token}`,
    "as a token endpoint answers": JSON.stringify({ token_type: "Bearer", expires_in: 3600, access_token: token }),
    "as it answers with an ID token too": `{\n  "id_token": "other",\n  "access_token": "${token}"\n}\n`,
  };
  for (const [form, text] of Object.entries(forms)) {
    it(`takes a token ${form}`, async () => {
      assert.equal(await readToken("-", typed(text)), `Bearer ${token}`);
    });
  }

  it("takes an opaque token and an encrypted one as they are", async () => {
    for (const other of ["00a1B2c3D4", "a.b.c.d.e"])
      assert.equal(await readToken("-", typed(other)), `Bearer ${other}`);
  });

  const answers: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
    "a refusal": ['{"error":"invalid_client","secret-looking":"XyZ"}', /^The answer holds no access token\.$/],
    "an ID token alone": [
      `{"id_token":"${token}"}`,
      /^The answer holds an ID token and no access token: no scope of an API was asked for\.$/,
    ],
    "half an answer": [`{"access_token":"${token}"`, /^What begins like JSON is none\.$/],
    "a scheme and nothing behind it": ["Bearer \n", /^There is no token\.$/],
    "an empty token": ['{"access_token":" "}', /^There is no token\.$/],
    "two lines": [`${token}\n${token}`, /^This is no token: /],
  };
  for (const [what, [text, message]] of Object.entries(answers)) {
    it(`refuses ${what}, and repeats nothing of it`, async () => {
      await assert.rejects(readToken("-", typed(text)), (error: Error & { code: string; where: string }) => {
        assert.equal(error.code, "TOKEN_UNREADABLE");
        assert.match(error.message, message);
        const told = JSON.stringify(error, Object.getOwnPropertyNames(error));
        for (const secret of [token.slice(0, 12), "XyZ"]) assert.ok(!told.includes(secret), told);
        return true;
      });
    });
  }

  describe("on the command line", () => {
    const sources: Readonly<Record<string, string>> = {
      "a JWT": token,
      "a JWT after a scheme": `Bearer ${token}`,
      "an encrypted token": "eyJlbmMiOiJ4In0.a2V5.aXY.Y2lwaGVy.dGFn",
      "an unsigned token": "eyJhbGciOiJub25lIn0.eyJpc3MiOiJhIn0.",
      "an opaque token after a scheme": "bearer 00aB",
      "a long opaque token": "A".repeat(300),
      "an answer": `{"access_token":"${token}"}`,
    };
    for (const [what, source] of Object.entries(sources)) {
      it(`refuses ${what} before it looks for a file`, async () => {
        await assert.rejects(readToken(source, typed("")), {
          code: "USAGE",
          message: "A token on the command line can be read by everyone on this machine.",
          where: "--token",
          actual: undefined,
        });
      });
    }

    it("does not repeat a short opaque token, which may be a file's name", async () => {
      await assert.rejects(readToken("00aB3xYz_k", typed("")), (error: Error) => {
        const told = JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error.cause);
        assert.match(error.message, /^The file with the token cannot be read \(ENOENT\)\.$/);
        assert.ok(!told.includes("00aB3xYz_k"));
        return true;
      });
    });
  });

  describe("from a file", () => {
    let folder: TemporaryFolder;
    beforeEach(async () => void (folder = await temporaryFolder()));
    afterEach(async () => folder.remove());

    it("takes any form, and files with dots in their names", async () => {
      const file = await folder.write("answer.access.json", forms["as a token endpoint answers"]!);
      assert.equal(await readToken(file, typed("")), `Bearer ${token}`);
    });
  });
});
