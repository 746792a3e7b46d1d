// Faults that check.mjs must find: a name, and a function that plants the fault in a page.
export const faults = [
  ["another number in a table", (html) => html.replace(/(<td>)(\d)/, "$19$2")],
  ["a bar of another length", (html) => html.replace(/(class="a" d="M0 18h)340/, "$1300")],
  ["another number in a chart", (html) => html.replace(/(<text class="n"[^>]*>)/, "$11")],
  ["an element with a style", (html) => html.replace('<main id="main">', '<main id="main" style="color:red">')],
  ["a script", (html) => html.replace("</main>", "<script>1</script></main>")],
  ["a picture of another site", (html) => html.replace("</main>", '<img alt="" src="https://other.example/a.png"></main>')],
  ["no language", (html) => html.replace('<html lang="en">', "<html>")],
  ["a chart without a name", (html) => html.replace(/(<svg[^>]* role="img") aria-label="[^"]*"/, "$1")],
  ["a link that tells where the reader comes from", (html) => html.replace(' rel="noopener noreferrer nofollow ugc"', "")],
  ["a table that is too wide", (html) => html.replace("</main>", `<pre>${"wide ".repeat(60)}</pre></main>`)],
];
