import { join } from "node:path";
import { readFile, writeFile, mkdtemp } from "node:fs/promises";
import { RehearsedStack } from "./support/RehearsedStack.ts";
import { seededConfig } from "./support/seeds/seededConfig.ts";
import { clientProcessEnvironment } from "../../scripts/lib/rehearsal/clientProcessEnvironment.ts";
import { runScript } from "../scripts/support/startScript.ts";
const folder = await mkdtemp("/tmp/seeds/loop-");
const configFile = join(folder, "Pulumi.dev.yaml");
await writeFile(configFile, await seededConfig());
const deployments = Number(process.argv[2]), times = Number(process.argv[3]);
for (let d = 0; d < deployments; d++) {
  const s = await RehearsedStack.deploy({ configFile });
  try {
    const inherited = Object.fromEntries(Object.keys(process.env).map((key) => [key, undefined]));
    const env = { ...inherited, ...clientProcessEnvironment(s.rehearsal.environment) };
    const jsons = new Set<string>();
    for (let i = 0; i < times; i++) {
      const t = Date.now();
      const json = join(folder, "d.json");
      const r = await runScript(["drift", "--stack", "dev", "--config-file", s.rehearsal.backend.configFile, "--json", json], { env });
      const text = await readFile(json, "utf8");
      jsons.add(text);
      console.log(d, i, r.code, JSON.parse(text).findings.length, Date.now() - t, "ms", r.code === 0 ? "" : r.stdout + r.stderr);
      if (i === 1) { const f = await runScript(["refresh", "--stack", "dev", "--config-file", s.rehearsal.backend.configFile], { env }); console.log("refresh", f.code, f.stdout.trim().split("\n").at(-1)); }
    }
    console.log("different reports:", jsons.size);
  } finally { await s.close(); }
}
