internal import Matching
internal import Platform

/// Colour and width of what is written, by where it goes.
struct Style {
    let hasColour: Bool
    /// Columns to keep within; nothing where lines may be as long as they are.
    let columns: Int?

    init(for stream: StandardStream, isFile: Bool) {
        let isTerminal = !isFile && stream.isTerminal
        hasColour = isTerminal && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
        columns = isTerminal ? stream.columns : nil
    }

    func bold(_ text: String) -> String { paint(text, "1") }

    func dim(_ text: String) -> String { paint(text, "2") }

    func paint(_ text: String, as severity: Severity) -> String {
        switch severity {
        case .critical: paint(text, "1;31")
        case .high: paint(text, "31")
        case .medium: paint(text, "33")
        case .low: paint(text, "36")
        case .negligible, .unknown: paint(text, "2")
        }
    }

    private func paint(_ text: String, _ code: String) -> String {
        hasColour ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}
