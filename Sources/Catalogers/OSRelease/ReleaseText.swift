internal import Inventory

/// What the one-line files of the time before os-release say: `CentOS release 5.11 (Final)`.
enum ReleaseText {
    /// How a distribution begins that line, and the id that its os-release has; longer beginnings first.
    private static let beginnings: [(text: String, id: String)] = [
        ("red hat enterprise linux", "rhel"), ("red hat linux", "rhel"), ("centos", "centos"), ("fedora", "fedora"),
        ("rocky linux", "rocky"), ("almalinux", "almalinux"), ("oracle linux", "ol"), ("enterprise linux", "ol"),
        ("amazon linux", "amzn"), ("scientific linux", "scientific"), ("mageia", "mageia"), ("openeuler", "openEuler"),
        ("euleros", "euleros"), ("vmware photon", "photon"), ("photon", "photon"), ("cbl-mariner", "mariner"),
        ("microsoft azure linux", "azurelinux"), ("azure linux", "azurelinux"), ("azurelinux", "azurelinux"),
        ("suse linux enterprise", "sles"), ("opensuse", "opensuse"), ("cloudlinux", "cloudlinux"),
        ("anolis os", "anolis"), ("opencloudos", "opencloudos"), ("alibaba cloud linux", "alinux"),
        ("virtuozzo", "virtuozzo"), ("miracle linux", "miraclelinux"), ("kylin", "kylin"), ("rosa", "rosa"),
        ("openmandriva", "openmandriva"), ("arch", "arch"), ("gentoo", "gentoo"), ("slackware", "slackware"),
        ("void", "void"),
    ]

    /// The distribution that the text's first line names.
    static func distribution(_ text: String) -> Distribution? {
        guard let line = text.split(whereSeparator: \.isNewline).first.map(String.init) else { return nil }
        let lower = line.lowercased()
        guard let id = beginnings.first(where: { lower.hasPrefix($0.text) })?.id else { return nil }
        var full = version(in: line)
        if id == "sles", let level = value(of: "PATCHLEVEL", in: text), level != "0", !full.isEmpty {
            full += ".\(level)"
        }
        // CentOS counts its releases by their first number only; so does its os-release.
        let version = id == "centos" ? String(full.prefix { $0 != "." }) : full
        return Distribution(
            id: id, versionID: version, prettyName: line, codename: codename(in: line, of: text),
            fields: ["ID": id, "VERSION_ID": version, "VERSION": full, "PRETTY_NAME": line])
    }

    /// The first word that begins with a digit.
    private static func version(in line: String) -> String {
        line.split(separator: " ").first { $0.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false }.map(String.init)
            ?? ""
    }

    private static func codename(in line: String, of text: String) -> String {
        if let named = value(of: "CODENAME", in: text) { return named }
        // SUSE puts the architecture in parentheses where others have the name.
        guard !line.lowercased().contains("suse"), let open = line.lastIndex(of: "("),
            let close = line.lastIndex(of: ")"), open < close
        else { return "" }
        return String(line[line.index(after: open)..<close])
    }

    /// `KEY = value`, as SuSE-release has after its first line.
    private static func value(of key: String, in text: String) -> String? {
        for line in text.split(whereSeparator: \.isNewline).dropFirst() where line.hasPrefix(key) {
            let parts = line.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0].split(separator: " ") == [key[...]] {
                return parts[1].split(separator: " ").joined(separator: " ")
            }
        }
        return nil
    }
}
