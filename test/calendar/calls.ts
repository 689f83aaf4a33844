import { changeOf } from "./sample-change.js";
import { exportOf, planOf, sessionOf } from "./sample-export.js";

const session = sessionOf({ date: "2027-09-27" });
const contacts = [{ personId: "kim", name: "Kim Ota", email: "kim@example.com" }];

export const calls = {
  contentLine: [{ name: "LOCATION", text: "Room 4, 2nd floor" }],
  toIcs: [exportOf([session], { contacts })],
  toIcsByPerson: [exportOf([session], { contacts })],
  toItip: [changeOf(planOf([session]), planOf([sessionOf({ date: "2027-09-28", id: session.id })]))],
};
