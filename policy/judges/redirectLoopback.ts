import { redirectLoopback as breachOf } from "../../trust/policy/judges/redirectLoopback.ts";
import { judgeReturnUrls } from "./returnUrls.ts";

export const redirectLoopback = judgeReturnUrls(({ web }, { production }) => (production ? web.map(breachOf) : []));
