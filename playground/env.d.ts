/** The editor ships no types for its language packs and for this part, which colours whole documents. */
declare module "monaco-editor/nls/lang/zh-cn";
declare module "monaco-editor/editor/contrib/semanticTokens/browser/documentSemanticTokens";
