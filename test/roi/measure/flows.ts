import { eur } from "../../money/faults.js";

export const flows = (...amounts: readonly (number | string)[]) => amounts.map((amount) => eur(String(amount)));
export const dated = (...pairs: readonly (readonly [date: string, amount: number | string])[]) => pairs.map(([date, amount]) => ({ date, money: eur(String(amount)) }));
