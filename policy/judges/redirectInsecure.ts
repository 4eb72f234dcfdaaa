import { redirectInsecure as breachOf } from "../../trust/policy/judges/redirectInsecure.ts";
import { judgeReturnUrls } from "./returnUrls.ts";

export const redirectInsecure = judgeReturnUrls(({ web, installed }) => [
  ...web.map(breachOf),
  ...installed.filter((url) => /^https?:/i.test(url)).map(breachOf),
]);
