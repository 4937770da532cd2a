// The operators' pages in a real browser, as an operator uses them. Told by the environment where things are; what
// needs another program is asked of pages.py: a line of JSON out, a line of JSON back.
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";

const { URL: url, SHOTS: shots, TREE: tree, PASSWORD: password } = process.env;
const { chromium } = createRequire(path.join(tree, "package.json"))("playwright-core");
const answers = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const patience = 60_000;

async function ask(what, more = {}) {
  process.stdout.write(`${JSON.stringify({ do: what, ...more })}\n`);
  const answer = JSON.parse((await answers.next()).value);
  if (answer.error) throw new Error(`${what}: ${answer.error}`);
  return answer;
}

function expect(condition, what) {
  if (!condition) throw new Error(what);
}

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const complaints = [];

async function newPage(width = 1366, height = 768) {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width, height },
    locale: "zh-CN",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  // A refused sign-in is an answer; anything else that the browser complains of is a fault, the policy's included.
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of (401|409|429)/.test(message.text())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return page;
}

async function signIn(page, id) {
  await page.goto(url);
  await page.getByLabel("账号").fill(id);
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.getByRole("navigation").waitFor();
}

const go = (page, name) => page.getByRole("navigation").getByRole("link", { name }).click();

const steps = {
  async "A wrong password is refused, the right one lets in"(page) {
    await page.goto(url);
    await page.screenshot({ path: `${shots}/sign_in_zh_1366.png` });
    await page.getByLabel("账号").fill("chen");
    await page.getByLabel("密码").fill("not this one");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "账号或密码不对" }).waitFor();
    await signIn(page, "chen");
    await page.getByText("可能赶不上截止").waitFor();
  },

  async "The station that will miss the deadline is named, with what to do"(page) {
    const care = page.locator(".care");
    await care.getByText("建议派人取 U 盘").waitFor();
    await care.getByText("打印纸将尽").waitFor();
    await page.locator(".bars canvas").waitFor();
    expect((await page.locator(".spark canvas").count()) >= 11, "each terminal has its chart");
    await page.getByRole("button", { name: "鹭江" }).click();
    await page.getByRole("dialog").getByText("每天收到的记录").waitFor();
    await page.getByRole("dialog").getByText("全部站点第 7 版 · 本站第 2 版").waitFor();
    await page.getByRole("dialog").getByText("第 3 版", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  },

  async "A terminal is registered, really provisioned, and seen to report"(page) {
    await go(page, "终端登记");
    await page.getByLabel("站点代码").fill("SM12");
    await page.getByLabel("回执号前缀").fill("JL03");
    await page.getByRole("button", { name: "生成一次性码" }).click();
    await page.getByRole("alert").filter({ hasText: "前缀已被" }).waitFor();
    await page.getByLabel("回执号前缀").fill("CE12");
    await page.getByRole("button", { name: "生成一次性码" }).click();
    await page.locator("svg.qr").waitFor();
    await page.screenshot({ path: `${shots}/code_zh_1366.png` });
    const code = await page.locator(".one-time-code").innerText();
    const picture = `${shots}/code.png`;
    await page.locator("svg.qr").screenshot({ path: picture });
    await ask("provision", { code, picture });
    await page.getByText("终端 SM12/1 已开通").waitFor();
    await ask("report");
    await page.getByText("终端 SM12/1 已报到").waitFor();
  },

  async "A review is looked at and accepted, another refused"(page) {
    await go(page, "审核");
    const queue = page.locator(".queue .choice");
    await queue.first().waitFor();
    expect((await queue.count()) === 3, "three typed cards wait");
    expect(!(await page.content()).includes("350299"), "no number is shown before it is asked for");
    await page.getByRole("button", { name: "查看完整信息" }).click();
    await page.getByText("350299198807").waitFor();
    await page.getByText("在终端参保").waitFor();
    await page.screenshot({ path: `${shots}/review_open_zh_1366.png` });
    await page.getByRole("button", { name: "通过", exact: true }).click();
    await page.getByRole("status").filter({ hasText: "已通过" }).waitFor();
    await page.getByRole("button", { name: "不通过…" }).click();
    await page.getByLabel("给站点的原因").selectOption("missing_document");
    await page.getByLabel("给站点的说明").fill("合同缺第二页");
    await page.screenshot({ path: `${shots}/review_refuse_zh_1366.png` });
    await page.getByRole("button", { name: "不通过，退回站点" }).click();
    await page.getByRole("status").filter({ hasText: "已退回站点" }).waitFor();
    await go(page, "参保记录");
    for (const word of ["已参保", "不符合", "审核中"]) await page.locator("td .pill", { hasText: word }).first().waitFor();
    await page.getByLabel("回执号，如").fill("ce12-000002");
    await page.getByRole("button", { name: "查找" }).click();
    await page.locator("tbody tr").nth(1).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "CE12-000002" }).waitFor();
  },

  async "Claims are imported and bad lines named"(page) {
    await go(page, "补助申请");
    const { file } = await ask("claims file");
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("status").filter({ hasText: "已导入 9 条" }).waitFor();
    await page.getByText("第 5 行").waitFor();
    await page.locator(".claim", { hasText: "XM-2026-0001" }).waitFor();
    await page.screenshot({ path: `${shots}/claims_import_zh_1366.png` });
  },

  async "A claim filed at a station shows its photographed paper and goes on once somebody said so"(page) {
    await ask("file a claim", { picture: `${shots}/sign_in_zh_1366.png` });
    await go(page, "审计");
    await go(page, "补助申请");
    const card = page.locator(".waiting-claims .claim", { hasText: "CE12-000006" });
    await card.getByText("发生日不在保障期内").waitFor();
    await card.getByText("材料照片已到 1 / 1").waitFor();
    await card.getByRole("button", { name: "CE12-000006" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "看完整信息和材料" }).click();
    const shown = dialog.getByRole("img").first();
    await shown.evaluate((image) => image.complete || new Promise((done) => image.addEventListener("load", done)));
    expect((await shown.evaluate((image) => image.naturalWidth)) === 1366, "the page is the picture that was taken");
    await page.screenshot({ path: `${shots}/claim_zh_1366.png` });
    await shown.scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${shots}/claim_papers_zh_1366.png` });
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Switch to English" }).click();
    await card.getByRole("button", { name: "CE12-000006" }).click();
    await dialog.getByText("It happened outside of the coverage").waitFor();
    await page.screenshot({ path: `${shots}/claim_en_1366.png` });
    await dialog.getByRole("button", { name: "Accept" }).click();
    await page.getByRole("status").filter({ hasText: "CE12-000006" }).waitFor();
    await card.waitFor({ state: "detached" });
    await page.locator(".column .claim", { hasText: "CE12-000006" }).waitFor();
    await page.getByRole("button", { name: "切换到中文" }).click();
  },

  async "An export opens in an office program"(page) {
    await go(page, "导出");
    await page.getByLabel("站点", { exact: true }).selectOption("SM12");
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: "下载 XLSX" }).click();
    const download = await waiting;
    const file = `${shots}/${download.suggestedFilename()}`;
    await download.saveAs(file);
    await ask("look at the export", { file });
  },

  async "The claims that the board shows open in an office program too"(page) {
    await go(page, "补助申请");
    await page.getByLabel("站点", { exact: true }).selectOption("SM12");
    await page.locator(".claim", { hasText: "XM-2026-0001" }).waitFor();
    const link = page.getByRole("link", { name: "下载 XLSX" });
    await link.focus();
    await page.screenshot({ path: `${shots}/claims_export_zh_1366.png` });
    const waiting = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    const download = await waiting;
    const file = `${shots}/${download.suggestedFilename()}`;
    await download.saveAs(file);
    await ask("look at the claims", { file });
  },

  async "The audit tells all of it, and names nobody who enrolled"(page) {
    await go(page, "审计");
    const rows = page.locator("tbody");
    for (const word of ["登录失败", "登记终端", "查看完整信息", "审核通过", "审核不通过", "导入补助进度", "导出", "导出补助申请"]) {
      await rows.getByText(word, { exact: true }).first().waitFor();
    }
    expect(!(await rows.innerText()).includes("林"), "no name in the audit");
  },

  async "A station's operator gets in by keyboard, and sees that station alone"() {
    const page = await newPage();
    await page.goto(url);
    await page.getByLabel("账号").waitFor();
    await page.keyboard.type("lin");
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.getByRole("navigation").waitFor();
    await page.locator("tbody tr").first().waitFor();
    expect((await page.locator("tbody tr").count()) === 1, "one terminal");
    const links = await page.getByRole("navigation").getByRole("link").allInnerTexts();
    expect(!links.some((text) => /审计|终端登记/.test(text)), `no page that is not theirs: ${links}`);
    await page.getByRole("navigation").getByRole("link", { name: "审核" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("由区中心决定").waitFor();
    await page.context().close();
  },

  async "Signing out shows the door again"(page) {
    await page.getByRole("button", { name: "退出" }).click();
    await page.getByLabel("账号").waitFor();
    await page.reload();
    await page.getByLabel("账号").waitFor();
  },
};

const pictured = [
  ["fleet", "站点", "Stations"],
  ["reviews", "审核", "Reviews"],
  ["enrollments", "参保记录", "Enrollments"],
  ["claims", "补助申请", "Claims"],
  ["terminals", "终端登记", "Terminals"],
  ["exports", "导出", "Exports"],
  ["audit", "审计", "Audit"],
];

/** Every page, two sizes, two languages; nothing may stick out at the sides. */
async function picture() {
  for (const [width, height] of [
    [1366, 768],
    [1920, 1080],
  ]) {
    const page = await newPage(width, height);
    await signIn(page, "chen");
    for (const language of ["zh", "en"]) {
      if (language === "en") await page.getByRole("button", { name: "Switch to English" }).click();
      for (const [name, zh, en] of pictured) {
        await go(page, language === "zh" ? zh : en);
        await page.waitForLoadState("networkidle");
        await page.locator("main .card").first().waitFor();
        await page.locator(".loading").waitFor({ state: "detached" });
        await page.screenshot({ path: `${shots}/${name}_${language}_${width}.png` });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(over <= 0, `${name} ${language} is ${over} px wider than ${width}`);
        if (name !== "fleet") continue;
        await page.getByRole("button", { name: "鹭江" }).click();
        const dialog = await page.getByRole("dialog").boundingBox();
        await page.screenshot({ path: `${shots}/terminal_${language}_${width}.png` });
        expect(dialog.y >= 0 && dialog.y + dialog.height <= height, `a terminal ${language} is higher than ${height}`);
        await page.keyboard.press("Escape");
      }
    }
    await page.context().close();
  }
}

let failed = 0;
const page = await newPage();
const all = { ...steps, "Every page fits its window, in both languages": picture };
for (const [name, step] of Object.entries(all)) {
  try {
    await step(page);
    expect(complaints.length === 0, `the browser complains: ${complaints.splice(0).join(" | ")}`);
    await ask("passed", { name });
  } catch (error) {
    failed += 1;
    await page.screenshot({ path: `${shots}/failed_${failed}.png` }).catch(() => {});
    await ask("failed", { name, why: String(error.message ?? error).slice(0, 900) });
  }
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
