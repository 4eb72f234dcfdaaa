import { z } from "zod";

/** What CloudWatch Logs takes as retentionInDays (API reference, PutRetentionPolicy). */
const allowed = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const retentionDays = z
  .int()
  .refine((days) => allowed.includes(days), { error: "CloudWatch Logs does not keep logs for so many days." })
  .describe(`one of ${allowed.join(", ")}`);
