import { useRef, useState } from "preact/hooks";
import { type Claim, call } from "../api";
import { useAround } from "../around";
import { ClaimDialog } from "../claim";
import { count, problemText, shortName, yuan } from "../format";
import { Awaited, Card, Downloads, Empty, Note, Pill, useAsked } from "../parts";
import { StationSelect } from "../selects";
import { type Word, currentLanguage, said, t } from "../words";

const steps = ["filed", "received", "reviewing", "decided", "paid"];

/** The last step that has happened. */
const stepOf = (claim: Claim): string =>
  claim.steps.reduce((at, step) => (step.on && steps.indexOf(step.step) >= steps.indexOf(at) ? step.step : at), "filed");

export function ClaimsPage() {
  const { may, session } = useAround();
  const [station, setStation] = useState(session.operator.station);
  const [place, setPlace] = useState("");
  const here = station && `&station=${station}`;
  const { value, problem, again } = useAsked<{ rows: Claim[]; more: string | null }>(
    `claims?${place && `after=${place}`}${here}`,
    30,
  );
  const review = useAsked<{ rows: Claim[] }>(`claims?state=in_review${here}`, 30);
  const [open, setOpen] = useState<string | null>(null);
  const [said_, setSaid] = useState("");
  const waiting = review.value?.rows ?? [];
  const opened = [...waiting, ...(value?.rows ?? [])].find((claim) => claim.id === open);
  const decided = async (text: string) => {
    setOpen(null);
    setSaid(text);
    await review.again();
    await again();
  };
  return (
    <>
      {may("import_claims") && <Import onDone={again} />}
      <div class="filters">
        <StationSelect
          value={station}
          onChange={(next) => {
            setStation(next);
            setPlace("");
          }}
        />
        {may("export_rows") && <Export here={here} />}
      </div>
      {!value && <Awaited problem={problem} />}
      {value && problem && <Note tone="attention">{problem}</Note>}
      {value && value.rows.length === 0 && (
        <Card>
          <Empty title={t("no_claims")} />
        </Card>
      )}
      {said_ && <Note tone="done">{said_}</Note>}
      {waiting.length > 0 && (
        <Card class="waiting" title={t("claims_waiting")} aside={<span class="soft">{count(waiting.length)}</span>}>
          <div class="waiting-claims">
            {waiting.map((claim) => (
              <ClaimCard key={claim.id} claim={claim} now={session.now} onOpen={() => setOpen(claim.id)} />
            ))}
          </div>
        </Card>
      )}
      {value && value.rows.length > 0 && (
        <div class="board">
          {steps.map((step) => {
            const there = value.rows
              .filter((claim) => stepOf(claim) === step)
              .sort((a, b) => a.number.localeCompare(b.number));
            return (
              <section key={step} class="column" aria-label={t(`step_${step}` as Word)}>
                <h2>
                  {t(`step_${step}` as Word)} <span class="soft">{count(there.length)}</span>
                </h2>
                {there.map((claim) => (
                  <ClaimCard key={claim.id} claim={claim} now={session.now} onOpen={() => setOpen(claim.id)} />
                ))}
              </section>
            );
          })}
        </div>
      )}
      <div class="buttons">
        {place && <button onClick={() => setPlace("")}>{t("first_page")}</button>}
        {value?.more && <button onClick={() => setPlace(value.more!)}>{t("next_page")}</button>}
      </div>
      {opened && <ClaimDialog claim={opened} onClose={() => setOpen(null)} onDecided={decided} />}
    </>
  );
}

function Export({ here }: { here: string }) {
  const address = (kind: string) => `/ops/v1/exports/claims.${kind}?lang=${currentLanguage()}${here}`;
  return (
    <>
      <Downloads address={address} />
      <span class="soft">{t("claims_export_lead")}</span>
    </>
  );
}

/** Amber once the promised day is near: then somebody has to do something. */
const near = (due: string, now: number): boolean => Date.parse(`${due}T00:00:00+08:00`) - now < 14 * 86_400_000;

function ClaimCard({ claim, now, onOpen }: { claim: Claim; now: number; onOpen: () => void }) {
  const { filed } = claim;
  const last = [...claim.steps].reverse().find((step) => step.on);
  return (
    <article class="card claim">
      <div class="claim-head">
        {filed ? (
          <button class="quiet" onClick={onOpen}>
            <b>{claim.number}</b>
          </button>
        ) : (
          <b>{claim.number}</b>
        )}
        <span>{claim.name || "—"}</span>
      </div>
      <div class="soft">{said("k_", claim.kind)}</div>
      {filed && (
        <div class="soft">
          {shortName(filed.station_name)}
          {filed.pages > 0 && ` · ${t("papers_arrived", filed.arrived, filed.pages)}`}
        </div>
      )}
      {filed && filed.state !== "received" && (
        <div>
          <Pill word={filed.state} text={said("r_", filed.reason)} />
        </div>
      )}
      {filed?.other_person && <div class="amber">{t("other_person")}</div>}
      {claim.amount > 0 && (
        <div>
          {yuan(claim.amount)} <span class="soft">{claim.final ? t("amount_final") : t("amount_expected")}</span>
        </div>
      )}
      {last && (
        <div class="soft">
          {last.on} {last.place}
        </div>
      )}
      {claim.due && stepOf(claim) !== "paid" && <div class={near(claim.due, now) ? "amber" : "soft"}>{t("due", claim.due)}</div>}
    </article>
  );
}

interface Report {
  loaded: number;
  bad_count: number;
  bad: { line: number; word: string }[];
}

function Import({ onDone }: { onDone: () => Promise<void> }) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const [report, setReport] = useState<Report | null>(null);
  const [problem, setProblem] = useState("");
  const send = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setProblem("");
    setReport(null);
    try {
      setReport(await call<Report>("claims", { method: "POST", body: file }));
      await onDone();
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setBusy(false);
      if (input.current) input.current.value = "";
    }
  };
  return (
    <Card class={`import ${over ? "over" : ""}`}>
      <div
        class="import-row"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void send(event.dataTransfer?.files[0]);
        }}
      >
        <div>
          <h2>{t("import_title")}</h2>
          <p class="soft">{t("import_lead")}</p>
          <code>claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due</code>
        </div>
        <div class="import-choose">
          <label class={`button action ${busy ? "disabled" : ""}`}>
            {busy ? t("importing") : t("choose_file")}
            <input
              ref={input}
              type="file"
              accept=".csv,text/csv"
              disabled={busy}
              onChange={(event) => void send(event.currentTarget.files?.[0])}
            />
          </label>
          <span class="soft">{t("drop_here")}</span>
        </div>
      </div>
      {problem && <Note tone="attention">{problem}</Note>}
      {report && report.loaded > 0 && <Note tone="done">{t("imported", count(report.loaded))}</Note>}
      {report && report.bad_count > 0 && (
        <>
          <Note tone="attention">{t("bad_lines", count(report.bad_count))}</Note>
          <ul class="bad-lines">
            {report.bad.map((bad) => (
              <li key={bad.line}>
                <b>{t("line", bad.line)}</b> {said("c_", bad.word)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}
