import { useState } from "preact/hooks";
import type { Care, Fleet, Terminal } from "../api";
import { useAround } from "../around";
import { Bars, Spark } from "../charts";
import { count, drift, moment, span, terminalName } from "../format";
import { Awaited, Card, Dialog, Empty, Facts, Note, Pill } from "../parts";
import { said, t } from "../words";

const shownAtOnce = 60;

export function FleetPage() {
  const { fleet, fleetProblem } = useAround();
  const [open, setOpen] = useState<string | null>(null);
  if (!fleet) return <Awaited problem={fleetProblem} />;
  const terminal = fleet.terminals.find((one) => one.prefix === open);
  return (
    <>
      {fleetProblem && <Note tone="attention">{fleetProblem}</Note>}
      <Tiles fleet={fleet} />
      <div class="fleet-grid">
        <Table fleet={fleet} onOpen={setOpen} />
        <div class="side">
          <Hourly fleet={fleet} />
          <CareList fleet={fleet} />
        </div>
      </div>
      {terminal && <Detail terminal={terminal} fleet={fleet} onClose={() => setOpen(null)} />}
    </>
  );
}

function Tile(props: { label: string; value: string; more?: string; tone?: string }) {
  return (
    <div class={`card tile ${props.tone ?? ""}`}>
      <div class="tile-label">{props.label}</div>
      <div>
        <b>{props.value}</b>
        {props.more && <span class="tile-more">{props.more}</span>}
      </div>
    </div>
  );
}

function Tiles({ fleet }: { fleet: Fleet }) {
  const { totals } = fleet;
  const duplicates = fleet.states["duplicate"] ?? 0;
  return (
    <div class="tiles">
      <Tile label={t("online")} value={count(totals.online)} more={`/ ${totals.working}`} />
      <Tile label={t("today")} value={count(totals.today)} />
      <Tile
        label={t("month")}
        value={count(totals.month)}
        more={`· ${t("gaps", count(totals.gaps))}`}
        tone={totals.gaps > 0 ? "attention" : ""}
      />
      <Tile
        label={t("may_miss")}
        value={count(totals.late)}
        more={totals.late > 0 ? t(totals.late === 1 ? "station_entries" : "stations_entries", count(totals.late_entries)) : ""}
        tone={totals.late > 0 ? "attention" : ""}
      />
      <Tile
        label={t("waiting_review")}
        value={count(fleet.states["in_review"] ?? 0)}
        more={duplicates > 0 ? `· ${t("duplicates", count(duplicates))}` : ""}
      />
    </div>
  );
}

function Table({ fleet, onOpen }: { fleet: Fleet; onOpen: (prefix: string) => void }) {
  const [wanted, setWanted] = useState("");
  const [shown, setShown] = useState(shownAtOnce);
  const found = fleet.terminals.filter((one) =>
    `${one.name} ${one.station} ${one.prefix}`.toLowerCase().includes(wanted.trim().toLowerCase()),
  );
  return (
    <Card class="table-card">
      {fleet.terminals.length > 15 && (
        <input
          class="search"
          type="search"
          placeholder={t("search_station")}
          aria-label={t("search_station")}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {found.length === 0 ? (
        <Empty title={t("nothing_found")} />
      ) : (
        <table>
          <thead>
            <tr>
              <th>{t("station")}</th>
              <th>{t("written_held")}</th>
              <th>{t("last_sync")}</th>
              <th>{t("days14")}</th>
              <th>{t("clock")}</th>
              <th>{t("paper")}</th>
              <th>{t("pack")}</th>
              <th>{t("outlook")}</th>
            </tr>
          </thead>
          <tbody>
            {found.slice(0, shown).map((one) => (
              <Row key={one.prefix} one={one} now={fleet.now} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      )}
      {found.length > shown && (
        <button class="quiet wide" onClick={() => setShown(shown + shownAtOnce)}>
          {t("more_rows", Math.min(shownAtOnce, found.length - shown))}
        </button>
      )}
    </Card>
  );
}

const packName = (one: Terminal): string =>
  one.pack?.id ? `${one.pack.id} ${one.pack.edition ?? "?"}` : "—";

function settingsName({ documents }: Terminal): string {
  if (!documents) return "—";
  const parts = [
    documents.settings > 0 && t("settings_all", documents.settings),
    documents.station_settings > 0 && t("settings_station", documents.station_settings),
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(" · ") : t("settings_own");
}

function directoryName({ documents }: Terminal): string {
  if (!documents) return "—";
  return documents.directory > 0 ? t("version", documents.directory) : t("no_version");
}

function Row({ one, now, onOpen }: { one: Terminal; now: number; onOpen: (prefix: string) => void }) {
  const unsent = one.written - one.held;
  const outlook = one.state === "working" ? one.outlook : one.state;
  return (
    <tr class={one.state === "revoked" ? "dim" : ""}>
      <td>
        <button class="link" onClick={() => onOpen(one.prefix)} title={one.name}>
          {terminalName(one)}
        </button>
      </td>
      <td class="figures">
        {count(one.written)} / {count(one.held)} {unsent > 0 && <span class="amber">−{count(unsent)}</span>}
      </td>
      <td class="figures">{one.seen === null ? t("never") : moment(one.seen, now)}</td>
      <td>
        <Spark values={one.days} label={t("days14")} />
      </td>
      <td class={`figures ${one.drift !== null && Math.abs(one.drift) > 30 ? "amber" : ""}`}>
        {one.drift === null ? "—" : drift(one.drift)}
      </td>
      <td class={`figures ${one.paper === "low" || one.paper === "out" ? "amber" : ""}`}>
        {one.paper === null ? "—" : said("paper_", one.paper)}
      </td>
      <td class={`figures ${one.pack && !one.pack.current ? "amber" : ""}`}>
        {packName(one)}
      </td>
      <td>
        <Pill word={outlook} text={outlook === "no_window" ? t("no_window_short") : undefined} />
      </td>
    </tr>
  );
}

/** From the first hour with anything, or the morning, to now. */
function Hourly({ fleet }: { fleet: Fleet }) {
  const zoneHour = new Date(fleet.now + 8 * 3_600_000).getUTCHours();
  const first = Math.min(8, Math.max(0, zoneHour - 11), ...fleet.hours.flatMap((value, at) => (value > 0 ? [at] : [])));
  const start = Math.min(first, zoneHour);
  const values = fleet.hours.slice(start, zoneHour + 1);
  return (
    <Card title={t("hourly")} class="hourly">
      <Bars
        values={values}
        names={values.map((_, at) => String(start + at))}
        highlight={values.length - 2}
        height={15.5}
        label={t("hourly")}
      />
    </Card>
  );
}

function careText(care: Care, now: number): string {
  switch (care.what) {
    case "late":
      return t("care_late", care.seen === null ? t("never") : moment(care.seen, now), count(care.value));
    case "at_risk":
      return t("care_at_risk", care.seen === null ? t("never") : span(now - care.seen), count(care.value));
    case "clock":
      return t("care_clock", drift(care.value));
    case "silent":
      return t("care_silent", care.value);
    case "gap":
      return t("care_gap", count(care.value));
    default:
      return said("care_", care.what);
  }
}

/** The most pressing first; what many have in common is one line. */
const pressing = ["disputed", "late", "gap", "at_risk", "paper_out", "silent", "paper_low", "clock", "old_pack"];
const mild = ["clock", "old_pack"];

function CareList({ fleet }: { fleet: Fleet }) {
  const kinds = pressing
    .map((what) => fleet.care.filter((care) => care.what === what))
    .filter((same) => same.length > 0);
  return (
    <Card title={t("care")} class="care">
      {fleet.care.length === 0 ? (
        <p class="soft">{t("care_none")}</p>
      ) : (
        <ul>
          {kinds.map((same) =>
            same.length > 4 && same[0]!.what === "old_pack" ? (
              <li key={same[0]!.what} title={same.map(terminalName).join(", ")}>
                <b>{t("care_many", count(same.length))}</b> {careText(same[0]!, fleet.now)}
              </li>
            ) : (
              same.map((care) => (
                <li key={`${care.station}${care.number}${care.what}`}>
                  <b class={mild.includes(care.what) ? "" : "amber"}>{terminalName(care)}</b>{" "}
                  {careText(care, fleet.now)}
                </li>
              ))
            ),
          )}
        </ul>
      )}
    </Card>
  );
}

function Detail({ terminal, fleet, onClose }: { terminal: Terminal; fleet: Fleet; onClose: () => void }) {
  const names = terminal.days.map((_, at) => {
    const date = new Date((fleet.first_day + at) * 86_400_000);
    return `${date.getUTCMonth() + 1}/${date.getUTCDate()}`;
  });
  return (
    <Dialog title={`${terminal.name} · ${terminal.station}/${terminal.number}`} onClose={onClose}>
      <Facts
        rows={[
          [t("state"), <Pill word={terminal.state} />],
          [t("prefix"), terminal.prefix],
          [t("written_held"), `${count(terminal.written)} / ${count(terminal.held)}`],
          [t("unsent"), count(terminal.written - terminal.held)],
          [t("gap"), count(terminal.gap)],
          [t("last_sync"), terminal.seen === null ? t("never") : moment(terminal.seen, fleet.now)],
          [t("clock"), terminal.drift === null ? "—" : drift(terminal.drift)],
          [t("pack"), packName(terminal)],
          [t("settings"), settingsName(terminal)],
          [t("directory"), directoryName(terminal)],
          [t("software"), terminal.software || "—"],
        ]}
      />
      <h3>{t("daily")}</h3>
      <Bars values={terminal.days} names={names} highlight={12} height={10} label={t("daily")} />
      {terminal.devices.length > 0 && (
        <>
          <h3>{t("devices")}</h3>
          <table class="small">
            <tbody>
              {terminal.devices.map((device) => (
                <tr key={device.device}>
                  <td>{said("device_", device.device)}</td>
                  <td class={device.state === "ready" || device.state === "off" ? "" : "amber"}>
                    {said("device_", device.state)}
                  </td>
                  <td class="figures">{t("uses", count(device.uses), count(device.failures))}</td>
                  <td class="soft">{device.trouble}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </Dialog>
  );
}
