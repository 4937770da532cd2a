// Public test pictures, ZXing's own and those of other readers as npm has them, read by kioskctl and by the newest ZXing.
// Prints for each folder how many pictures there are and what was read of them; where the two differ, or say something
// else than the note beside the picture (NAME.txt), the picture.
//   node public.js KIOSKCTL
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { newestName, textsIn } from "./newest.js";

const modules = join(dirname(fileURLToPath(import.meta.url)), "node_modules");
const zxing = "zxing-typescript/src/test/core/resources/blackbox";
const folders = [...readdirSync(join(modules, zxing)).sort().map((name) => join(zxing, name)),
  "barcode-detector/example_codes", "jsqrcode/examples/node", "node-quirc/test/data", "node-zxing/example",
  "qrcode-decoder/demo/assets", "qrcode-reader/test"];

const plain = (text) => text.replace(/\r\n/g, "\n").trimEnd();
const ours = (folder, pictures) => {
  const lines = execFileSync(resolve(process.argv[2]), ["code", "decode", ...pictures], { cwd: folder, encoding: "utf8" });
  // A code with "hex" is one whose bytes are no text.
  return lines.trim().split("\n").map((line) => JSON.parse(line).codes.filter((code) => !code.hex).map((code) => plain(code.text)));
};
const cell = (text, width) => String(text).padEnd(width);
const row = (name, ...numbers) => console.log(cell(name, 66) + numbers.map((number) => cell(number, 9)).join(""));

console.log(`newest: ${newestName}; "other": codes that are not what the picture's note says`);
row("folder", "pictures", "kiosk", "other", "newest", "other");
const sum = [0, 0, 0, 0, 0];
for (const folder of folders) {
  const path = join(modules, folder);
  const pictures = readdirSync(path).filter((name) => /\.(png|jpe?g)$/.test(name)).sort();
  const here = ours(path, pictures);
  const counted = [pictures.length, 0, 0, 0, 0];
  for (const [at, picture] of pictures.entries()) {
    const note = join(path, picture.replace(/\.\w+$/, ".txt"));
    const there = (await textsIn(join(path, picture))).map(plain);
    // Without a note what either says is taken for true.
    const wanted = existsSync(note) ? [plain(readFileSync(note, "utf8"))] : [...new Set([...here[at], ...there])];
    const read = [here[at], there].map((texts) => wanted.filter((text) => texts.includes(text)).length);
    const other = [here[at], there].map((texts) => texts.filter((text) => !wanted.includes(text)).length);
    counted[1] += read[0]; counted[2] += other[0]; counted[3] += read[1]; counted[4] += other[1];
    if (read[0] !== read[1] || other[0] + other[1] > 0)
      console.log(`  ${picture}: kiosk ${read[0]} and ${other[0]} other, newest ${read[1]} and ${other[1]} other`);
  }
  row(folder, ...counted);
  counted.forEach((number, at) => { sum[at] += number; });
}
row("all", ...sum);
