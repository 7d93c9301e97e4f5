/**
 * Someone in a thread or process of its own who is asked for work, one request at a time.
 * @typedef {object} Member
 * @property {number} pid of the process it is in
 * @property {any} facts what it said when it was ready
 * @property {(request: object) => Promise<any>} ask resolves with its answer
 * @property {() => Promise<void>} close
 */

/**
 * Asks all at once.
 * @param {readonly Member[]} members
 * @param {object} request
 * @returns {Promise<any[]>}
 */
export function askAll(members, request) {
  return Promise.all(members.map((member) => member.ask(request)));
}

/** @param {readonly Member[]} members */
export async function closeAll(members) {
  await Promise.all(members.map((member) => member.close()));
}
