// What kaleido's page does when a figure asks for a sheet: the same signs of chance every time, the sheet
// around the chart, and its title as the title of the document, where a PDF takes it from.
const plainToImage = Plotly.toImage

Plotly.toImage = async (figure, options) => {
  const { sheet, ...meta } = figure.layout.meta ?? {}
  repeatChance()
  if (!sheet) return plainToImage(figure, options)
  document.title = sheet.title
  const svg = await composeSvg(plainToImage, { ...figure, layout: { ...figure.layout, meta } }, sheet)
  const address = options.format === "png" ? await drawPng(svg, sheet) : svgAddress(svg)
  if (!options.imageDataOnly) return address
  return options.format === "png" ? address.replace("data:image/png;base64,", "") : svg
}

// Plotly names the parts of a drawing by chance; with the same names the same figure gives the same bytes.
function repeatChance() {
  let state = 20260630
  Math.random = () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
}
