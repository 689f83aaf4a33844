import { exportOf, sessionOf } from "./sample-export.js";

export const calls = {
  contentLine: [{ name: "LOCATION", text: "Room 4, 2nd floor" }],
  toIcs: [exportOf([sessionOf({ date: "2027-09-27" })], { contacts: [{ personId: "kim", name: "Kim Ota", email: "kim@example.com" }] })],
};
