import { longTemporaryPassword } from "../../trust/policy/judges/temporaryPassword.ts";
import { positiveOf } from "../Properties.ts";
import type { ResourceJudges } from "../ResourceJudge.ts";

export const temporaryPassword: ResourceJudges = {
  // AWS's default is a week (Cognito API reference, PasswordPolicyType); zero stands for it.
  "aws:cognito/userPool:UserPool": (pool, { limits }) =>
    longTemporaryPassword(
      positiveOf(pool, "passwordPolicy", "temporaryPasswordValidityDays") ?? 7,
      limits.temporaryPasswordDays,
    ),
};
