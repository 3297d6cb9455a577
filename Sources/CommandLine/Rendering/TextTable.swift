/// A table of text with columns as wide as they must be; where the space is too narrow, the columns that may give way are cut.
struct TextTable {
    /// One cell: its text, and how it is painted once its width is known.
    struct Cell {
        let text: String
        let paint: (String) -> String

        init(_ text: String, paint: @escaping (String) -> String = { $0 }) {
            self.text = Printable.line(text)
            self.paint = paint
        }
    }

    private let titles: [String]
    /// The least width of columns that may be cut; nothing for those that may not.
    private let floors: [Int?]
    private var rows: [[Cell]] = []

    init(_ titles: [String], floors: [Int?]) {
        self.titles = titles
        self.floors = floors
    }

    mutating func add(_ cells: [Cell]) { rows.append(cells) }

    func lines(style: Style) -> [String] {
        var widths = titles.map(\.count)
        for row in rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.text.count) }
        }
        if let columns = style.columns { shrink(&widths, to: columns - 2 * (titles.count - 1)) }
        var lines = [style.dim(joined(titles.enumerated().map { pad($1, widths[$0]) }))]
        for row in rows {
            lines.append(joined(row.enumerated().map { index, cell in cell.paint(pad(cell.text, widths[index])) }))
        }
        return lines
    }

    private func joined(_ cells: [String]) -> String {
        var line = cells.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }

    private func shrink(_ widths: inout [Int], to space: Int) {
        var excess = widths.reduce(0, +) - space
        while excess > 0 {
            let yielding = widths.indices.filter { index in floors[index].map { widths[index] > $0 } ?? false }
            guard let widest = yielding.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }

    private func pad(_ text: String, _ width: Int) -> String {
        if text.count > width { return text.prefix(max(0, width - 1)) + "…" }
        return text + String(repeating: " ", count: width - text.count)
    }
}
