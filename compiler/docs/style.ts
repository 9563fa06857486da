/** The look of the page: light and dark, on a phone and on paper. */
export const docsStyle = `
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--ground:#fff;--quote:#f6f8fa;--name:#0b4f9e;--paid:#1f6feb;--cliff:#8a5a00;--cap:#b42318}
@media (prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9da7b3;--line:#3d444d;--ground:#0d1117;--quote:#161b22;--name:#8ec2ff;--paid:#58a6ff;--cliff:#e3b341;--cap:#ff8177}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:24px 20px 60px;background:var(--ground);color:var(--ink);font:15px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif;overflow-wrap:anywhere}
h1{font-size:25px;line-height:1.3;margin:0 0 6px}h2{font-size:22px;margin:44px 0 8px;border-bottom:2px solid var(--line);padding-bottom:6px}
h3{font-size:18px;margin:34px 0 6px;border-bottom:1px solid var(--line);padding-bottom:4px}h4{font-size:14.5px;margin:20px 0 4px;color:var(--soft)}
a{color:var(--name)}nav ul{margin:4px 0;padding-left:20px}.note{color:var(--soft);margin:2px 0}
dl{display:flex;flex-wrap:wrap;gap:6px 32px;margin:6px 0}dt{color:var(--soft);font-size:13px}dd{margin:0}
.rule{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:4px 22px;padding:8px 0;border-bottom:1px solid var(--line);break-inside:avoid}
.rule:last-child{border-bottom:0}.says ul{margin:4px 0;padding-left:20px}.name{color:var(--name)}
.under{margin:8px 0 8px 4px;padding-left:14px;border-left:3px solid var(--line)}.label{margin:2px 0;font-size:13.5px;color:var(--soft)}em{font-style:normal;font-weight:600}
blockquote{margin:0 0 6px;padding:6px 12px;background:var(--quote);border-left:3px solid var(--line);font-size:13.5px}blockquote p{margin:0}blockquote footer{color:var(--soft);font-size:12.5px}cite{font-style:normal}
table{border-collapse:collapse;width:100%;margin:6px 0;font-size:14px}th,td{padding:5px 8px;border:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}thead th{font-weight:600;background:var(--quote)}
.n{text-align:right;font-variant-numeric:tabular-nums}code{font-size:12.5px;color:var(--soft);font-family:ui-monospace,SFMono-Regular,Consolas,monospace}
figure{margin:18px 0 0;break-inside:avoid}figcaption{font-size:13.5px}svg{max-width:760px;height:auto;display:block}summary{cursor:pointer;font-size:13.5px}
@media (max-width:640px){body{padding:16px 14px 40px}.rule{grid-template-columns:minmax(0,1fr)}.facts,.facts tbody,.facts tr,.facts th,.facts td{display:block;border:0;padding:2px 0}.facts thead{display:none}.facts tr{border-bottom:1px solid var(--line);padding:8px 0}}
@media print{:root{color-scheme:light;--ink:#000;--soft:#444;--line:#bbb;--ground:#fff;--quote:#f4f4f4;--name:#000;--paid:#000;--cliff:#444;--cap:#444}body{max-width:none;padding:0;font-size:10.5pt}nav,details{display:none}h2,h3,h4{break-after:avoid}tr,figure{break-inside:avoid}.scheme{break-before:auto}a{color:inherit}}
`;
