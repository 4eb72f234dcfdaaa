import assert from "node:assert/strict";
import { noteAnswer, once, requestIdOf, tracingRequests } from "../../../scripts/lib/vendors/requestIds.ts";

const answer = (host: string, requestId: string, header = "x-okta-request-id") =>
  noteAnswer(`https://${host}/path?secret=1`, new Headers({ [header]: requestId }));

describe("the ids of requests", () => {
  it("are read from each vendor's own header", () => {
    const headers = [
      "apigw-requestid",
      "x-okta-request-id",
      "x-ms-request-id",
      "request-id",
      "x-amzn-requestid",
      "x-amz-request-id",
      "x-amz-cognito-request-id",
    ];
    for (const header of headers) assert.equal(requestIdOf(new Headers({ [header]: "r1" })), "r1");
    assert.equal(requestIdOf(new Headers({ "x-request-id": "r1", date: "today" })), undefined);
  });

  it("are collected for the work that asked, beside other work", async () => {
    const work = (name: string) => async () => {
      answer(name, "1");
      await Promise.resolve();
      answer(name, "2", "request-id");
      noteAnswer(`https://${name}/`, new Headers());
      return name;
    };
    const traced = await Promise.all([tracingRequests(work("a.example")), tracingRequests(work("b.example"))]);
    assert.deepEqual(
      traced,
      ["a.example", "b.example"].map((host) => ({
        result: host,
        requests: [
          { requestId: "1", host },
          { requestId: "2", host },
        ],
      })),
    );
    answer("c.example", "3");
  });

  it("of shared work are everyone's who waits for it, and the work is done once", async () => {
    let times = 0;
    const shared = once(async () => {
      times += 1;
      await Promise.resolve();
      answer("okta.example", "r1");
      return times;
    });
    const requests = [{ requestId: "r1", host: "okta.example" }];
    const traced = await Promise.all([tracingRequests(shared), tracingRequests(shared)]);
    assert.deepEqual([...traced, await tracingRequests(shared)], Array(3).fill({ result: 1, requests }));
    const failing = once(() => Promise.reject(new RangeError("broken")));
    for (let time = 0; time < 2; time++) await assert.rejects(tracingRequests(failing), RangeError);
  });
});
