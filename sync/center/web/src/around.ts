import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Act, Fleet, Session } from "./api";

/** What every page of a signed-in operator works with; given by Signed (app.tsx). */
export interface Around {
  session: Session;
  fleet: Fleet | null;
  fleetProblem: string;
  refresh: () => Promise<void>;
  may: (act: Act) => boolean;
}
export const AroundContext = createContext<Around | null>(null);
export const useAround = (): Around => useContext(AroundContext)!;
