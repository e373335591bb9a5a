/// The styles of an audit's page: for a screen in light and dark, and for A4.
enum AuditPageStyle {
  static let text = """
    :root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d5dae0;
      --paper: #ffffff; --wash: #f5f7f9; --critical: #b42318; --warning: #a15c07; --note: #3b5b8c;
      --clean: #1a7f4b; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --soft: #9aa4b0; --line: #363d47;
      --paper: #14171b; --wash: #1c2026; --critical: #f97066; --warning: #e5a54b; --note: #84a9e0;
      --clean: #5fc98f; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
    code { font: 0.86em/1.4 ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace;
      overflow-wrap: anywhere; }
    header { border-left: 6px solid var(--note); background: var(--wash); padding: 1.1rem 1.4rem;
      border-radius: 0 8px 8px 0; }
    header.critical { border-color: var(--critical); }
    header.warnings, header.incomplete { border-color: var(--warning); }
    header.clean { border-color: var(--clean); }
    .kicker { margin: 0; color: var(--soft); text-transform: uppercase; letter-spacing: .08em;
      font-size: .75rem; }
    h1 { margin: .1rem 0 .4rem; font-size: 1.35rem; line-height: 1.3; }
    h1 code { font-size: 1em; }
    .verdict { margin: 0; font-size: 1.05rem; font-weight: 600; }
    .counts { display: flex; gap: 1.2rem; flex-wrap: wrap; list-style: none; margin: .7rem 0 0; padding: 0;
      color: var(--soft); }
    .counts b { font-size: 1.15rem; }
    .counts .critical b { color: var(--critical); }
    .counts .warning b { color: var(--warning); }
    .counts .note b { color: var(--note); }
    h2 { margin: 2rem 0 .7rem; font-size: 1.1rem; border-bottom: 1px solid var(--line);
      padding-bottom: .3rem; }
    h3 { margin: 0; font-size: 1rem; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .32rem .6rem .32rem 0; font-weight: normal;
      border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
    tr:last-child > th, tr:last-child > td { border-bottom: 0; }
    .facts th { color: var(--soft); width: 9rem; white-space: nowrap; }
    .money tr:first-child th, .events tr:first-child th { color: var(--soft); font-size: .85rem; }
    .money { table-layout: fixed; }
    .money tr > :first-child { width: 44%; }
    .money .total th, .money .total td { font-weight: 600; }
    .amount { font-variant-numeric: tabular-nums; }
    .events td:first-child { width: 6rem; font-variant-numeric: tabular-nums; }
    .hops { padding-left: 1.4rem; margin: 0; }
    .hops li { margin-bottom: .8rem; padding-left: .3rem; }
    .hops p { margin: 0; }
    .hash, .next { color: var(--soft); font-size: .88rem; margin: 0; }
    .next::before { content: "\\2193\\00a0"; color: var(--note); font-weight: 700; }
    .known { font-size: .8rem; border: 1px solid var(--line); border-radius: 99px; padding: .05rem .5rem;
      color: var(--soft); white-space: nowrap; }
    .alert { color: var(--critical); margin: .6rem 0 0; }
    article { border: 1px solid var(--line); border-left: 4px solid var(--note); border-radius: 0 6px 6px 0;
      padding: .8rem 1rem; margin: 0 0 .8rem; }
    article.critical { border-left-color: var(--critical); }
    article.warning { border-left-color: var(--warning); }
    article p { margin: .35rem 0 0; }
    .head { display: flex; gap: .6rem; align-items: baseline; flex-wrap: wrap; }
    .head h3 { flex: 1 1 20rem; }
    .head .labels { margin: 0; color: var(--soft); font-size: .85rem; }
    .advice { display: block; margin-top: .35rem; }
    article.note .advice { display: inline; }
    .badge { color: #fff; background: var(--note); border-radius: 4px; padding: .05rem .4rem;
      font-size: .72rem; font-weight: 600; text-transform: uppercase; letter-spacing: .04em; }
    .critical .badge { background: var(--critical); }
    .warning .badge { background: var(--warning); }
    @media (prefers-color-scheme: dark) { .badge { color: #14171b; } }
    .evidence { margin-top: .6rem; font-size: .86rem; background: var(--wash); table-layout: fixed; }
    .evidence td { padding: .3rem .6rem; }
    .evidence td:first-child { width: 50%; color: var(--soft); }
    ul { margin: 0; padding-left: 1.2rem; }
    li { margin-bottom: .25rem; }
    footer { margin-top: 2.5rem; padding-top: .8rem; border-top: 1px solid var(--line); color: var(--soft);
      font-size: .82rem; overflow-wrap: anywhere; }
    @page { size: A4; margin: 16mm 15mm; }
    @media print {
      :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --wash: #f4f4f4;
        --critical: #a3150b; --warning: #7d4600; --note: #2d4a78; --clean: #12663a; }
      html { font-size: 12px; }
      body { font-size: 8.6pt; line-height: 1.4; }
      main { max-width: none; padding: 0; }
      h2 { margin-top: 1.3rem; }
      article { padding: .5rem .8rem; margin-bottom: .55rem; }
      .evidence { margin-top: .35rem; font-size: .92em; }
      .evidence td { padding: .15rem .5rem; }
      article, .hops li, tr { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      header, .evidence, .badge { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      .badge { color: #fff; }
    }
    """
}
