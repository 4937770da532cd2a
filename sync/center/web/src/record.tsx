// One enrollment: what is masked, and on demand, recorded each time, everything and its history.
import { useEffect, useState } from "preact/hooks";
import { type Finding, type Line, type Opened, type Step, call } from "./api";
import { useAround } from "./around";
import { full, problemText, yuan } from "./format";
import { Facts, Note, Pill } from "./parts";
import { said, t } from "./words";

export function Summary({ line }: { line: Line }) {
  return (
    <Facts
      rows={[
        [t("slip"), line.slip ?? "—"],
        [t("name"), line.name ? `${line.name} · ${line.tail}` : "—"],
        [t("station"), line.station_name === line.station ? line.station : `${line.station_name} ${line.station}`],
        [t("plan"), line.plan ? `${line.scheme ?? ""} ${line.plan}` : "—"],
        [t("period"), line.period.replace("/", " – ") || "—"],
        [t("fee"), line.fee === undefined ? "—" : `${yuan(line.fee)} · ${t("paid")} ${yuan(line.paid ?? 0)}`],
        [
          t("state"),
          <>
            <Pill word={line.state} /> {line.reason && <span class="soft">{said("r_", line.reason)}</span>}
          </>,
        ],
      ]}
    />
  );
}

export function Whole({ line }: { line: Line }) {
  const { may } = useAround();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    setOpened(null);
    setProblem("");
  }, [line.record]);
  if (!may("open_enrollment")) return null;
  const open = () =>
    void call<Opened>(`enrollments/${line.record}/open`, { method: "POST" }).then(setOpened, (error) =>
      setProblem(problemText(error)),
    );
  if (problem) return <Note tone="attention">{problem}</Note>;
  if (!opened) {
    return (
      <p class="open-row">
        <button onClick={open}>{t("open_person")}</button> <span class="soft">{t("open_note")}</span>
      </p>
    );
  }
  if (opened.error) return <Note tone="attention">{t("unreadable_text")}</Note>;
  return (
    <>
      <Person opened={opened} />
      <h3>{t("history")}</h3>
      <History opened={opened} />
    </>
  );
}

function Person({ opened }: { opened: Opened }) {
  const { person, enrollment } = opened;
  const rows: [string, string][] = [
    [t("name"), person["name"] ?? ""],
    [t("number"), person["number"] ?? ""],
    [t("birth"), person["birth"] ?? ""],
    [t("phone"), person["phone"] ?? ""],
    [t("workplace"), person["workplace"] ?? ""],
    [t("employment"), said("e_", String(enrollment["employment"] ?? ""))],
    [t("document"), said("d_", String(enrollment["document"] ?? ""))],
  ];
  if (enrollment["typed_by"]) rows.push([t("typed_by"), String(enrollment["typed_by"])]);
  return <Facts rows={rows.map(([label, value]) => [label, value || "—"])} />;
}

type Event = { at: number; step?: Step; finding?: Finding };

export function History({ opened }: { opened: Pick<Opened, "history" | "reviews"> }) {
  const events: Event[] = [
    ...opened.history.map((step) => ({ at: step.received, step })),
    ...opened.reviews.map((finding) => ({ at: finding.at, finding })),
  ].sort((a, b) => a.at - b.at);
  return (
    <ol class="history">
      {events.map((event, at) => (
        <li key={at}>{event.step ? <StepLine step={event.step} /> : <FindingLine finding={event.finding!} />}</li>
      ))}
    </ol>
  );
}

function StepLine({ step }: { step: Step }) {
  const title =
    step.class === "payment" ? t("class_payment", yuan(step.amount ?? 0)) : said("class_", step.class);
  const made =
    step.basis === "unknown"
      ? t("time_unknown")
      : step.latest - step.earliest < 60_000
        ? full(step.earliest)
        : `${full(step.earliest)} – ${full(step.latest)}`;
  const more = [
    made,
    t("received_at", full(step.received)),
    step.quarantine ? t("from_quarantine") : "",
    step.receipt ? t("receipt", step.receipt) : "",
    step.papers ? t("papers_checked") : "",
    step.staff ? t("by_staff", step.staff) : "",
    ...Object.entries(step.changes ?? {}).map(([what, value]) => `${said("", what)} → ${value}`),
  ];
  return (
    <>
      <b>{title}</b>
      <span class="soft">{more.filter(Boolean).join(" · ")}</span>
    </>
  );
}

function FindingLine({ finding }: { finding: Finding }) {
  const more = [
    full(finding.at),
    said("r_", finding.question),
    finding.accepted ? "" : said("r_", finding.reason),
    finding.note,
    t("by_staff", finding.operator),
  ];
  return (
    <>
      <b>{finding.accepted ? t("class_review_accept") : t("class_review_refuse")}</b>
      <span class="soft">{more.filter(Boolean).join(" · ")}</span>
    </>
  );
}
