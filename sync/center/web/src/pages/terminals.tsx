import { useState } from "preact/hooks";
import { type Qr, type Terminal, call } from "../api";
import { useAround } from "../around";
import { moment, problemText, shortName } from "../format";
import { Card, Field, Note, Pill } from "../parts";
import { t } from "../words";

interface Made {
  code: string;
  qr: Qr;
  prefix: string;
  name: string;
}

export function TerminalsPage() {
  const { fleet, refresh } = useAround();
  const [made, setMade] = useState<Made | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const station = text("station").toUpperCase();
    const number = Number(text("number"));
    const prefix = text("prefix").toUpperCase();
    setBusy(true);
    setProblem("");
    try {
      const answer = await call<{ code: string; qr: Qr }>("terminals", {
        method: "POST",
        json: { station, number, prefix, url: text("url") },
      });
      setMade({ ...answer, prefix, name: `${station}/${number}` });
      await refresh();
    } catch (error) {
      setProblem(problemText(error));
      setMade(null);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="split even">
      <div class="stack">
        <Card title={t("register_title")}>
          <form class="fields two" onSubmit={(event) => void submit(event)}>
            <Field label={t("station_code")}>
              <input name="station" required maxlength={16} placeholder="SM03" list="stations" autofocus />
            </Field>
            <datalist id="stations">
              {[...new Map(fleet?.terminals.map((one) => [one.station, one.name]))].map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </datalist>
            <Field label={t("terminal_number")}>
              <input name="number" type="number" required min={1} max={99} defaultValue="1" />
            </Field>
            <Field label={t("prefix")}>
              <input name="prefix" required maxlength={6} placeholder="JL03" />
            </Field>
            <Field label={t("center_url")}>
              <input name="url" type="url" placeholder="https://" />
            </Field>
            {problem && <Note tone="attention">{problem}</Note>}
            <div class="buttons">
              <button class="action" disabled={busy}>
                {t("make_code")}
              </button>
            </div>
          </form>
        </Card>
        <AllTerminals />
      </div>
      {made ? <Code made={made} /> : (
        <Card class="code-card empty-code">
          <div>
            <p class="empty-title">{t("code_here")}</p>
            <p>{t("code_how")}</p>
          </div>
        </Card>
      )}
    </div>
  );
}

function Progress({ name, one }: { name: string; one: Terminal | undefined }) {
  if (one?.seen) return <Note tone="done">{t("has_reported", name)}</Note>;
  if (one && one.state !== "registered") return <Note tone="done">{t("is_provisioned", name)}</Note>;
  return <Note tone="info">{t("waiting_for", name)}</Note>;
}

function Code({ made }: { made: Made }) {
  const { fleet } = useAround();
  const one = fleet?.terminals.find((terminal) => terminal.prefix === made.prefix);
  const taken = one !== undefined && one.state !== "registered";
  return (
    <Card title={made.name} class="code-card" aside={<button onClick={() => print()}>{t("print")}</button>}>
      <Progress name={made.name} one={one} />
      {!taken && (
        <>
          <QrPicture qr={made.qr} label={made.name} />
          <p>{t("code_lead")}</p>
          <p class="soft">{t("code_text")}</p>
          <code class="one-time-code">{made.code}</code>
        </>
      )}
    </Card>
  );
}

function QrPicture({ qr, label }: { qr: Qr; label: string }) {
  const side = qr.size + 2 * qr.quiet;
  let path = "";
  qr.rows.forEach((row, y) => {
    for (const dark of row.matchAll(/1+/g)) path += `M${dark.index} ${y}h${dark[0].length}v1h-${dark[0].length}z`;
  });
  return (
    <svg class="qr" viewBox={`${-qr.quiet} ${-qr.quiet} ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect x={-qr.quiet} y={-qr.quiet} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function AllTerminals() {
  const { fleet } = useAround();
  if (!fleet || fleet.terminals.length === 0) return null;
  return (
    <Card title={t("all_terminals")} class="table-card">
      <table>
        <thead>
          <tr>
            <th>{t("station")}</th>
            <th>{t("terminal_number")}</th>
            <th>{t("prefix")}</th>
            <th>{t("state")}</th>
            <th>{t("last_sync")}</th>
          </tr>
        </thead>
        <tbody>
          {fleet.terminals.map((one) => (
            <tr key={one.prefix}>
              <td>
                {shortName(one.name)} {one.name !== one.station && <span class="soft">{one.station}</span>}
              </td>
              <td class="figures">{one.number}</td>
              <td>{one.prefix}</td>
              <td>
                <Pill word={one.state} />
              </td>
              <td class="figures">{one.seen === null ? t("never") : moment(one.seen, fleet.now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
