// The test pictures of other QR readers that npm has, read by kioskctl and by the newest ZXing. Prints each picture in which
// either found a code, and the sums.
//   node public.js KIOSKCTL
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { newestName, textsIn } from "./newest.js";

const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
const folders = ["barcode-detector/example_codes", "jsqrcode/examples", "node-quirc/test/data", "node-zxing/example",
  "qrcode-decoder/demo/assets", "qrcode-reader/test"];
const pictures = folders.flatMap((folder) => readdirSync(join(modules, folder), { recursive: true })
  .filter((name) => /\.(png|jpe?g)$/.test(name)).sort().map((name) => join(folder, name)));

const lines = execFileSync(resolve(process.argv[2]), ["code", "decode", ...pictures], { cwd: modules, encoding: "utf8" });
const ours = new Map(lines.trim().split("\n").map((line) => JSON.parse(line)).map(({ file, codes }) =>
  [file, new Set(codes.map((code) => code.text))]));

const sums = { both: 0, ours: 0, newest: 0 };
for (const picture of pictures) {
  const here = ours.get(picture);
  const there = new Set(await textsIn(join(modules, picture)));
  const both = [...here].filter((text) => there.has(text)).length;
  sums.both += both;
  sums.ours += here.size - both;
  sums.newest += there.size - both;
  if (here.size + there.size > 0) console.log(`${picture}: kiosk ${here.size}, newest ${there.size}, the same ${both}`);
}
console.log(`${pictures.length} pictures; codes that both read: ${sums.both}, the kiosk alone: ${sums.ours}, ${newestName} alone: ${sums.newest}`);
