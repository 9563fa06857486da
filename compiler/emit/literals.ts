/** Text as a JavaScript string that no page, template or source map can mistake for anything else. */
export const quoted = (text: string): string =>
  JSON.stringify(text)
    .replace(/[\u2028\u2029\u007F]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/<(?=[/!])/g, "\\u003C")
    .replace(/\/\/(?=[#@])/g, "/\\u002F");

/** Text inside a block comment. */
export const commented = (text: string): string => text.replace(/\*\//g, "*\u200B/").replace(/[\r\n\u2028\u2029]+/g, " ");

/** Indents every line but the first. */
export const indent = (text: string, by: string): string => text.replace(/\n/g, `\n${by}`);
