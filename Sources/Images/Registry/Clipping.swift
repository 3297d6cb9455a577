/// A text that came from outside, fit for a message: on one line, without what would steer a terminal, not long.
func clipped(_ text: some StringProtocol, to limit: Int = 200) -> String {
    var clean = ""
    for scalar in text.unicodeScalars.prefix(limit) {
        switch scalar.value {
        case 0..<0x20, 0x7f...0x9f, 0x2028, 0x2029: clean.unicodeScalars.append(" ")
        // Marks that turn the direction of writing can make a line look like another one.
        case 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: clean.unicodeScalars.append("\u{fffd}")
        default: clean.unicodeScalars.append(scalar)
        }
    }
    while clean.hasSuffix(" ") { clean.removeLast() }
    return text.unicodeScalars.count > limit ? clean + "…" : clean
}
