/// Names of products in the Common Platform Enumeration, version 2.3 (NIST IR 7695, 6.2 "Formatted String Binding").
enum CPEName {
    /// `cpe:2.3:a:f5:nginx:1.25.1:*:*:*:*:*:*:*` for each `vendor:product`, with spaces between.
    static func names(_ products: [String], version: String) -> String? {
        guard !products.isEmpty, !version.isEmpty else { return nil }
        let (number, update) = parts(of: version)
        return products.map { "cpe:2.3:a:\($0):\(escaped(number)):\(escaped(update)):*:*:*:*:*:*" }
            .joined(separator: " ")
    }

    /// The number and the update: `1.8.0` and `update352` of Java's `1.8.0_352-b08`, `17.0.8` of `17.0.8+7-LTS`.
    private static func parts(of version: String) -> (number: Substring, update: Substring) {
        if version.hasPrefix("1."), let mark = version.firstIndex(of: "_") {
            let digits = version[version.index(after: mark)...].prefix { $0.isASCII && $0.isNumber }
            if !digits.isEmpty { return (version[..<mark], "update\(digits.drop { $0 == "0" })") }
        }
        return (version.prefix { $0 != "+" }, "*")
    }

    private static func escaped(_ text: Substring) -> String {
        guard text != "*" else { return "*" }
        return text.reduce(into: "") { escaped, character in
            let isPlain = character.isLetter || character.isNumber || "._-".contains(character)
            escaped += isPlain ? "\(character)" : "\\\(character)"
        }
    }
}
