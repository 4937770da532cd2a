// How many of the pictures that recognition_bench left in a folder the newest ZXing reads: NAME.png with what it says
// in NAME.txt, NAME being the trouble, a hyphen and a number. Prints what recognition_bench prints of other readers.
//   node read.js FOLDER
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { prepareZXingModule, readBarcodes, ZXING_CPP_COMMIT } from "zxing-wasm/reader";

const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm) } });
// Everything it has: it tries harder, turned, inverted, at smaller scales and with noise filtered out.
const options = {
  formats: ["QRCode"],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  tryDenoise: true,
  textMode: "Plain",
};

const folder = process.argv[2];
const right = new Map();
let misread = 0;
for (const name of readdirSync(folder).filter((file) => file.endsWith(".png")).sort()) {
  const trouble = name.slice(0, name.lastIndexOf("-"));
  const expected = readFileSync(join(folder, name.replace(".png", ".txt")), "utf8");
  const found = await readBarcodes(new Blob([readFileSync(join(folder, name))]), options);
  const texts = found.filter((code) => code.isValid).map((code) => code.text);
  const tally = right.get(trouble) ?? { right: 0, shots: 0 };
  const hit = texts.includes(expected);
  tally.right += hit ? 1 : 0;
  tally.shots += 1;
  misread += texts.length - (hit ? 1 : 0);
  right.set(trouble, tally);
}
const cell = (text) => String(text).padEnd(16);
console.log(cell("read of") + `ZXing, newest (zxing-cpp ${ZXING_CPP_COMMIT?.slice(0, 9)})`);
for (const [trouble, { right: here, shots }] of right) console.log(cell(trouble) + `${here}/${shots}`);
const all = [...right.values()].reduce((sum, { right: here }) => sum + here, 0);
console.log(cell("all") + all);
console.log(cell("misread") + misread);
