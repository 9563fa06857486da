/** The editor ships no types for its language packs and for the parts of its features. */
declare module "monaco-editor/nls/lang/zh-cn";
declare module "monaco-editor/editor/contrib/*";
