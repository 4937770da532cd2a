// One claim that was filed at a station: on demand, recorded each time, its person and its photographed papers.
import { useState } from "preact/hooks";
import { type Claim, type Filed, type OpenedClaim, type Paper, call } from "./api";
import { useAround } from "./around";
import { Decide } from "./decide";
import { problemText } from "./format";
import { Dialog, Facts, Note, Pill } from "./parts";
import { History } from "./record";
import { currentLanguage, isWord, said, t } from "./words";

const refusals = ["review_refused", "bad_id_number", "missing_document"];

export function ClaimDialog(props: { claim: Claim; onClose: () => void; onDecided: (text: string) => Promise<void> }) {
  const { claim, onClose, onDecided } = props;
  const filed = claim.filed!;
  const asked = filed.state === "in_review";
  return (
    <Dialog title={claim.number} onClose={onClose}>
      {asked && <p class="advice">{isWord(`v_${filed.reason}`) ? said("v_", filed.reason) : t("v_other")}</p>}
      <Facts
        rows={[
          [t("name"), claim.name || "—"],
          [t("claim_kind"), said("k_", claim.kind)],
          [t("station"), filed.station_name === filed.station ? filed.station : `${filed.station_name} ${filed.station}`],
          [t("papers"), filed.pages === 0 ? t("no_photographs") : t("papers_arrived", filed.arrived, filed.pages)],
          [t("rests_on"), filed.enrollment ? t("rests_on_enrollment") : t("rests_on_nothing")],
          [
            t("state"),
            <>
              <Pill word={filed.state} text={t(`claim_${filed.state}`)} />{" "}
              {filed.reason && <span class="soft">{said("r_", filed.reason)}</span>}
            </>,
          ],
        ]}
      />
      <WholeClaim filed={filed} />
      {asked && (
        <Decide
          path={`claims/${filed.record}/decision`}
          name={claim.number}
          judgeable={filed.reason !== "bad_number"}
          refusals={refusals}
          onDecided={onDecided}
        />
      )}
    </Dialog>
  );
}

function WholeClaim({ filed }: { filed: Filed }) {
  const { may } = useAround();
  const [opened, setOpened] = useState<OpenedClaim | null>(null);
  const [problem, setProblem] = useState("");
  if (!may("open_enrollment")) return null;
  const open = () =>
    void call<OpenedClaim>(`claims/${filed.record}/open`, { method: "POST" }).then(setOpened, (error) =>
      setProblem(problemText(error)),
    );
  if (problem) return <Note tone="attention">{problem}</Note>;
  if (!opened) {
    return (
      <p class="open-row">
        <button onClick={open}>{t("open_claim")}</button> <span class="soft">{t("open_note")}</span>
      </p>
    );
  }
  if (opened.error) return <Note tone="attention">{t("unreadable_text")}</Note>;
  const { person, claim } = opened;
  return (
    <>
      <Facts
        rows={[
          [t("name"), person["name"] || "—"],
          [t("number"), person["number"] || "—"],
          [t("phone"), person["phone"] || "—"],
          [t("event_date"), claim["event"] || "—"],
          [t("plan"), claim["plan"] || "—"],
          [t("typed_by"), claim["typed_by"] || "—"],
        ]}
      />
      <h3>{t("papers")}</h3>
      {opened.papers.length === 0 && <p class="soft">{t("no_papers")}</p>}
      {opened.papers.map((paper, at) => (
        <PaperPages key={at} paper={paper} record={filed.record} />
      ))}
      <h3>{t("history")}</h3>
      <History opened={opened} />
    </>
  );
}

function PaperPages({ paper, record }: { paper: Paper; record: string }) {
  const title = paper.title ? paper.title[currentLanguage()] : t("other_paper");
  const state = paper.pages.length > 0 ? "" : t(paper.brought ? "paper_brought" : "paper_missing");
  return (
    <section class="paper">
      <h4>
        {title} {state && <span class={paper.brought ? "soft" : "amber"}>{state}</span>}
      </h4>
      <div class="paper-pages">
        {paper.pages.map((page, at) => (
          <Page key={page.attachment} page={page} name={`${title} ${at + 1}`} record={record} />
        ))}
      </div>
    </section>
  );
}

function Page(props: { page: Paper["pages"][number]; name: string; record: string }) {
  const { page, name, record } = props;
  const [broken, setBroken] = useState(false);
  const address = `/ops/v1/papers/${record}-${page.attachment}`;
  if (!page.arrived) return <p class="page-missing soft">{t("page_on_its_way")}</p>;
  if (broken) return <p class="page-missing amber">{t("page_broken")}</p>;
  return (
    <a href={address} target="_blank" rel="noopener" aria-label={t("page_large", name)}>
      <img src={address} alt={name} onError={() => setBroken(true)} />
    </a>
  );
}
