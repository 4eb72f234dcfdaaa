// Plain JavaScript for Node 18 and later, without dependencies: everything behind it is TypeScript, which Node runs as it
// is from 22.18 on. Where the machine's Node is older, a newer one is brought by npm, once.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import module from "node:module";
import { constants } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./lib/cacheFolder.mjs";

const main = new URL("./main.ts", import.meta.url);
const recipe = fileURLToPath(new URL("../runtime/node/", import.meta.url));
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Type stripping is what tells: it came with 22.18 on the 22 line, with 23.6 after it. */
function runsTypeScript() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return (major > 22 || (major === 22 && minor >= 18)) && Boolean(process.features.typescript);
}

/** Starts a program and resolves with its exit code; a signal to this process goes to the program. */
function runForwarding(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    const forward = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, forward);
    child.once("error", reject);
    child.once("close", (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** The Node that was brought to a folder, if there is one. */
function nodeIn(folder, packages) {
  return packages.map((name) => join(folder, "node_modules", name, "bin", "node")).find((path) => existsSync(path));
}

async function runNpm(args, cwd) {
  const output = [];
  const execPath = process.env["npm_execpath"];
  const ownNpm = execPath !== undefined && basename(execPath) === "npm-cli.js";
  const [command, first] = ownNpm ? [process.execPath, [execPath]] : ["npm", []];
  const child = { cwd, stdio: ["ignore", "pipe", "pipe"] };
  const code = await new Promise((resolve, reject) => {
    const npm = spawn(command, [...first, ...args], child);
    const stop = () => npm.kill("SIGTERM");
    for (const name of signals) process.on(name, stop);
    npm.stdout.on("data", (text) => output.push(text));
    npm.stderr.on("data", (text) => output.push(text));
    npm.once("error", reject);
    npm.once("close", (code) => {
      for (const name of signals) process.off(name, stop);
      resolve(code);
    });
  });
  if (code === 0) return;
  const lines = Buffer.concat(output).toString().trim().split("\n");
  throw new Error(code === null ? "npm was interrupted" : lines.slice(-8).join("\n"));
}

/** Brings the pinned Node into the cache, whole or not at all, and returns its path. */
async function bringNode() {
  const { version, optionalDependencies } = JSON.parse(readFileSync(join(recipe, "package.json"), "utf8"));
  const packages = Object.keys(optionalDependencies);
  const home = cacheFolder(`node-${version}`);
  const cached = nodeIn(home, packages);
  if (cached !== undefined) return cached;

  say(`Node ${process.versions.node} is too old for crosstrust, which needs 22.18 or later.`);
  say(`Bringing Node ${version} by npm, once, into ${home} …`);
  mkdirSync(cacheFolder(), { recursive: true });
  const stage = mkdtempSync(`${home}.`);
  try {
    cpSync(recipe, stage, { recursive: true });
    await runNpm(["ci", "--ignore-scripts", "--include=optional", "--no-audit", "--no-fund"], stage);
    const node = nodeIn(stage, packages);
    if (node === undefined)
      throw new Error(
        `npm brought none for ${process.platform} on ${process.arch}: its registry has none, or is out of reach`,
      );
    const code = await runForwarding(node, ["--version"], { stdio: "ignore" });
    if (code !== 0) throw new Error(`the Node that npm brought does not run here (exit code ${code})`);
    try {
      renameSync(stage, home);
    } catch (error) {
      // Another run that brought it in the meantime did the same work.
      if (nodeIn(home, packages) === undefined) throw error;
    }
    return nodeIn(home, packages);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

if (process.env["NODE_COMPILE_CACHE"] === undefined && process.env["NODE_V8_COVERAGE"] === undefined) {
  // Children (the plugins, the engine's language host) take it from the environment.
  process.env["NODE_COMPILE_CACHE"] = cacheFolder("compiled");
}

if (runsTypeScript()) {
  module.enableCompileCache(process.env["NODE_COMPILE_CACHE"]);
  await import(main.href);
} else {
  try {
    const node = await bringNode();
    const path = [dirname(node), process.env["PATH"]].join(delimiter);
    const env = { ...process.env, PATH: path };
    process.exitCode = await runForwarding(node, [fileURLToPath(main), ...process.argv.slice(2)], {
      env,
      stdio: "inherit",
    });
  } catch (error) {
    say(`NODE_UNAVAILABLE: crosstrust needs Node 22.18 or later, and could not bring it: ${error.message}`);
    say("Install Node 22.18 or later, or make npm's registry reachable, and run the command again.");
    process.exitCode = 2;
  }
}
