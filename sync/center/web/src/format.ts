import { Problem } from "./api";
import { currentLanguage, isWord, t } from "./words";

const zone = "Asia/Shanghai";
const locale = (): string => (currentLanguage() === "zh" ? "zh-CN" : "en-GB");

export const count = (value: number): string => value.toLocaleString("en-US");
export const yuan = (fen: number): string => `¥${(fen / 100).toLocaleString("en-US", { minimumFractionDigits: 2 })}`;

export const clock = (at: number): string =>
  new Date(at).toLocaleTimeString(locale(), { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false });

export const day = (at: number): string =>
  new Date(at).toLocaleDateString(locale(), { timeZone: zone, month: "short", day: "numeric" });

const date = (at: number): string => new Date(at).toLocaleDateString("en-CA", { timeZone: zone });

/** The time alone for today, otherwise the day before it. */
export function moment(at: number, now: number): string {
  return date(at) === date(now) ? clock(at) : `${day(at)} ${clock(at)}`;
}

export const full = (at: number): string => `${date(at)} ${clock(at)}`;

export function span(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes >= 48 * 60) return t("days_hours", Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60));
  if (minutes >= 60) return t("hours_minutes", Math.floor(minutes / 60), minutes % 60);
  return t("minutes", minutes);
}

export function drift(seconds: number): string {
  if (Math.abs(seconds) <= 1) return `±${t("seconds", 1)}`;
  const sign = seconds < 0 ? "−" : "+";
  const size = Math.abs(seconds);
  if (size < 120) return sign + t("seconds", size);
  if (size < 7200) return sign + t("minutes_short", Math.round(size / 60));
  if (size < 172_800) return sign + t("hours_short", Math.round(size / 3600));
  return sign + t("days_short", Math.round(size / 86_400));
}

/** "嘉莲街道职工服务站" → "嘉莲": the table has no room for what all have in common. */
export const shortName = (name: string): string => name.replace(/(街道|镇)?(职工)?服务站$/, "") || name;

export function terminalName(row: { station: string; name: string; number: number }): string {
  const name = shortName(row.name) + (row.number > 1 ? ` ${row.number}` : "");
  // Stations have Chinese names alone: beside the code both can be read.
  return currentLanguage() === "zh" || row.name === row.station ? name : `${row.station} ${name}`;
}

export function problemText(problem: unknown): string {
  if (!(problem instanceof Problem)) return t("trouble", String(problem));
  if (problem.status === 0) return t("no_network");
  if (problem.type === "wait") return t("wait", String(problem.more["wait_seconds"]));
  const word = problem.type.replaceAll("-", "_");
  if (isWord(word)) return t(word);
  const own = `p_${word}`;
  return isWord(own) ? t(own) : t("trouble", problem.title);
}
