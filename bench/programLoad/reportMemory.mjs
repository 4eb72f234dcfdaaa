// Loaded before the program: writes, when its process ends, the largest resident set in kilobytes.
import { writeFileSync } from "node:fs";

process.on("exit", () => writeFileSync(process.env["CROSSTRUST_BENCH_MEMORY"], String(process.resourceUsage().maxRSS)));
