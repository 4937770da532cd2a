import { useEffect, useState } from "preact/hooks";
import { type Act, type Fleet, type Session, call, whenSignedOut } from "./api";
import { AroundContext } from "./around";
import { clock, day, span } from "./format";
import { AuditPage } from "./pages/audit";
import { ClaimsPage } from "./pages/claims";
import { EnrollmentsPage } from "./pages/enrollments";
import { ExportsPage } from "./pages/exports";
import { FleetPage } from "./pages/fleet";
import { ReviewsPage } from "./pages/reviews";
import { SignIn } from "./pages/sign_in";
import { TerminalsPage } from "./pages/terminals";
import { useAsked } from "./parts";
import { type Word, currentLanguage, setLanguage, t } from "./words";

const pages: { path: string; word: Word; act: Act; page: () => preact.JSX.Element | null }[] = [
  { path: "/", word: "fleet", act: "see_fleet", page: FleetPage },
  { path: "/reviews", word: "reviews", act: "see_reviews", page: ReviewsPage },
  { path: "/enrollments", word: "enrollments", act: "see_reviews", page: EnrollmentsPage },
  { path: "/claims", word: "claims", act: "see_claims", page: ClaimsPage },
  { path: "/terminals", word: "terminals", act: "provision", page: TerminalsPage },
  { path: "/exports", word: "exports", act: "export_rows", page: ExportsPage },
  { path: "/audit", word: "audit", act: "see_audit", page: AuditPage },
];

export function App() {
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  const [out, setOut] = useState(false);
  const [, redraw] = useState(0);
  useEffect(() => {
    whenSignedOut(() => {
      setSession((before) => {
        if (before) setOut(true);
        return null;
      });
    });
    call<Session>("session").then(setSession, () => setSession(null));
  }, []);
  const switchLanguage = () => {
    setLanguage(currentLanguage() === "zh" ? "en" : "zh");
    redraw((n) => n + 1);
  };
  if (session === undefined) return null;
  if (session === null) {
    return (
      <SignIn
        wasOut={out}
        onLanguage={switchLanguage}
        onSession={(next) => {
          setOut(false);
          setSession(next);
        }}
      />
    );
  }
  const signOut = () => void call("session", { method: "DELETE" }).finally(() => setSession(null));
  return <Signed key={currentLanguage()} session={session} onLanguage={switchLanguage} onSignOut={signOut} />;
}

function usePath(): [string, (path: string) => void] {
  const [path, setPath] = useState(location.pathname);
  useEffect(() => {
    const follow = () => setPath(location.pathname);
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  return [
    path,
    (next) => {
      history.pushState(null, "", next);
      setPath(next);
      scrollTo(0, 0);
    },
  ];
}

function Signed(props: { session: Session; onLanguage: () => void; onSignOut: () => void }) {
  const { session } = props;
  const [path, go] = usePath();
  const { value: fleet, problem, again } = useAsked<Fleet>("fleet", 15);
  const may = (act: Act) => session.may.includes(act);
  const allowed = pages.filter((page) => may(page.act));
  const here = allowed.find((page) => page.path === path) ?? allowed[0]!;
  const Page = here.page;
  const waiting = fleet?.states["in_review"] ?? 0;
  return (
    <AroundContext.Provider value={{ session, fleet, fleetProblem: problem, refresh: again, may }}>
      <header class="top">
        <img src="/icon.svg" alt="" class="mark" />
        <strong class="center-name" title={session.center}>{session.center}</strong>
        <nav aria-label={t("title")}>
          {allowed.map((page) => (
            <a
              key={page.path}
              href={page.path}
              aria-current={page === here ? "page" : undefined}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                go(page.path);
              }}
            >
              {t(page.word)}
              {page.word === "reviews" && waiting > 0 && <span class="badge">{waiting}</span>}
            </a>
          ))}
        </nav>
        <Deadline fleet={fleet} session={session} />
        <Account session={session} onSignOut={props.onSignOut} onLanguage={props.onLanguage} />
      </header>
      <main>
        <h1 class="unseen">{t(here.word)}</h1>
        <Page key={here.path} />
      </main>
    </AroundContext.Provider>
  );
}

/** The center's time, not this computer's; and how long the window is open. */
function Deadline({ fleet, session }: { fleet: Fleet | null; session: Session }) {
  const [ahead] = useState(session.now - Date.now());
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 10_000);
    return () => clearInterval(timer);
  }, []);
  const now = Date.now() + ahead;
  const end = fleet?.window_end;
  const soon = end ? end - now < 24 * 3_600_000 : false;
  return (
    <div class="deadline">
      {session.simulated && <span class="pill notice">{t("simulated")}</span>}
      <span>
        {day(now)} {clock(now)}
      </span>
      {fleet && (
        <span class={soon ? "soon" : ""}>{end ? t("deadline_in", span(end - now)) : t("no_window")}</span>
      )}
    </div>
  );
}

function Account(props: { session: Session; onSignOut: () => void; onLanguage: () => void }) {
  const { operator } = props.session;
  return (
    <div class="account">
      <span class="who" title={`${operator.id} · ${t(`role_${operator.role}`)} ${operator.station}`}>
        {operator.name}
      </span>
      <button class="quiet" onClick={props.onLanguage} aria-label={t("language_label")}>
        {t("language")}
      </button>
      <button class="quiet" onClick={props.onSignOut}>
        {t("sign_out")}
      </button>
    </div>
  );
}
