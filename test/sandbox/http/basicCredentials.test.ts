import assert from "node:assert/strict";
import { basicCredentials } from "../../../sandbox/http/basicCredentials.ts";
import { sandboxRequest } from "../support/notebookVendor.ts";

describe("HTTP Basic credentials", () => {
  const read = (authorization: string) =>
    basicCredentials({ ...sandboxRequest("GET", "https://a.example/"), headers: { authorization } });
  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString("base64")}`;

  it("are an id and a secret, form-encoded or not", () => {
    assert.deepEqual(read(basic("id:secret")), { id: "id", secret: "secret" });
    assert.deepEqual(read(basic("a%2Fb:s%3At:x")), { id: "a/b", secret: "s:t:x" });
    assert.deepEqual(read(basic("id:50%")), { id: "id", secret: "50%" });
  });

  it("are none where there is no such header, or nothing that can be read", () => {
    for (const header of ["", "Bearer x", "Basic", "Basic ~", basic("no colon"), basic(":secret")]) {
      assert.equal(read(header), undefined);
    }
  });
});
