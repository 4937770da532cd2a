// The one way to the center. Changes carry the header that pages of other origins cannot send.
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    readonly title: string,
    readonly more: Record<string, unknown>,
  ) {
    super(title);
  }
}

interface Options {
  method?: string;
  json?: unknown;
  body?: Blob;
  background?: boolean;
}

let onSignedOut: () => void = () => {};
export const whenSignedOut = (run: () => void): void => {
  onSignedOut = run;
};

export async function call<T>(path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { "X-Operators-Pages": "1" };
  if (options.background) headers["X-Background"] = "1";
  let body: BodyInit | null = null;
  if (options.json !== undefined) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(options.json);
  } else if (options.body) {
    headers["Content-Type"] = "text/csv";
    body = options.body;
  }
  let response: Response;
  try {
    response = await fetch(`/ops/v1/${path}`, { method: options.method ?? "GET", headers, body, cache: "no-store" });
  } catch {
    throw new Problem(0, "no-network", "", {});
  }
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const type = String(answer["type"] ?? "").replace("urn:mutual-aid:problem:", "");
  if (response.status === 401 && type === "signed-out") onSignedOut();
  throw new Problem(response.status, type, String(answer["title"] ?? response.status), answer);
}

export type Act =
  | "see_fleet"
  | "see_reviews"
  | "decide"
  | "open_enrollment"
  | "provision"
  | "see_claims"
  | "import_claims"
  | "export_rows"
  | "see_audit";

export interface Session {
  operator: { id: string; name: string; role: "station" | "district" | "city"; station: string };
  center: string;
  may: Act[];
  now: number;
  simulated: boolean;
  idle_seconds: number;
}

export interface Device {
  device: string;
  state: string;
  uses: number;
  failures: number;
  trouble: string;
}

export interface Terminal {
  station: string;
  name: string;
  number: number;
  prefix: string;
  state: "registered" | "working" | "revoked" | "disputed";
  written: number;
  held: number;
  gap: number;
  seen: number | null;
  days: number[];
  today: number;
  drift: number | null;
  paper: "ok" | "low" | "out" | "none" | "unknown" | null;
  pack: { id: string; edition: number | null; current: boolean } | null;
  documents: { settings: number; station_settings: number; directory: number } | null;
  software: string;
  devices: Device[];
  outlook: "no_window" | "unseen" | "on_time" | "at_risk" | "late";
  missing: number;
}

export interface Care {
  station: string;
  name: string;
  number: number;
  what: string;
  value: number;
  seen: number | null;
}

export interface Fleet {
  now: number;
  window_end: number | null;
  first_day: number;
  totals: {
    working: number;
    online: number;
    today: number;
    month: number;
    gaps: number;
    late: number;
    late_entries: number;
  };
  states: Record<string, number>;
  hours: number[];
  terminals: Terminal[];
  care: Care[];
}

export interface Line {
  record: string;
  station: string;
  station_name: string;
  plan: string;
  period: string;
  state: string;
  reason: string;
  decided: number;
  duplicate_of?: string;
  slip?: string;
  name?: string;
  tail?: string;
  fee?: number;
  paid?: number;
  scheme?: string;
  workplace?: string;
  typed_by?: string;
}

export interface Step {
  class: string;
  received: number;
  earliest: number;
  latest: number;
  basis: string;
  amount?: number;
  receipt?: string;
  papers?: boolean;
  quarantine?: boolean;
  staff?: string;
  reason?: string;
  changes?: Record<string, string>;
}

export interface Finding {
  question: string;
  accepted: boolean;
  reason: string;
  note: string;
  operator: string;
  at: number;
}

export interface Opened {
  error?: string;
  line: Line;
  person: Record<string, string>;
  enrollment: Record<string, string | number | boolean>;
  paid: number;
  history: Step[];
  reviews: Finding[];
}

export interface Claim {
  id: string;
  number: string;
  kind: string;
  name: string;
  steps: { step: string; on: string; place: string }[];
  amount: number;
  final: boolean;
  detail: string;
  due: string;
  filed?: Filed;
}

/** What is known of a claim that was filed at a station. */
export interface Filed {
  record: string;
  station: string;
  station_name: string;
  state: "received" | "in_review" | "refused";
  reason: string;
  since: number;
  pages: number;
  arrived: number;
  enrollment?: string;
  other_person: boolean;
}

export interface Paper {
  listed: number;
  title?: { zh: string; en: string };
  brought: boolean;
  pages: { attachment: string; arrived: boolean }[];
}

export interface OpenedClaim {
  error?: string;
  person: Record<string, string>;
  claim: Record<string, string>;
  papers: Paper[];
  history: Step[];
  reviews: Finding[];
}

export interface AuditRow {
  id: number;
  at: number;
  who: string;
  action: string;
  subject: string;
  from: string;
}

export interface Qr {
  size: number;
  rows: string[];
  quiet: number;
}
