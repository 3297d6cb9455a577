/// How tools spell the names of distributions, and the releases that code names stand for.
enum DistributionNames {
    /// The `ID` of os-release for a name in any spelling; nil for an unknown one.
    static func id(_ name: some StringProtocol) -> String? {
        let words = name.lowercased().split { " ./_-".utf8.contains($0.utf8.first ?? 0) }
        return ids[words.joined(separator: "-")]
    }

    /// The spellings of Trivy, OSV-Scalibr, cdxgen, purl's own examples, and `NAME` of os-release.
    private static let ids: [String: String] = {
        let spellings = [
            "almalinux": ["alma", "alma-linux", "almalinux-os"],
            "rhel": [
                "redhat", "red-hat", "red-hat-enterprise-linux", "red-hat-enterprise-linux-server",
                "redhat-enterprise-linux",
            ],
            "ol": ["oracle", "oraclelinux", "oracle-linux", "oracle-linux-server"],
            "amzn": ["amazon", "amazonlinux", "amazon-linux", "amazon-linux-ami"],
            "rocky": ["rockylinux", "rocky-linux"], "centos": ["centos-linux", "centos-stream"],
            "fedora": ["fedora-linux", "fc"], "alpine": ["alpine-linux", "alpinelinux"],
            "debian": ["debian-gnu-linux"], "ubuntu": [], "raspbian": ["raspbian-gnu-linux"],
            "opensuse": [], "opensuse-leap": ["leap"], "opensuse-tumbleweed": ["tumbleweed"],
            "sles": ["suse-linux-enterprise-server", "suse-linux-enterprise", "sle"], "sled": [], "sl-micro": [],
            "sles_sap": ["sles-sap"], "sle-micro": ["slem", "suse-linux-enterprise-micro"],
            "mariner": ["cbl-mariner", "common-base-linux-mariner"], "azurelinux": ["azure-linux"],
            "photon": ["photon-os", "vmware-photon-os", "vmware-photon"], "wolfi": [], "chainguard": [],
            "minimos": [], "alpaquita": [], "openeuler": [], "mageia": [], "postmarketos": [], "arch": ["arch-linux"],
        ]
        var ids: [String: String] = [:]
        for (id, names) in spellings { for name in [id] + names { ids[name] = id } }
        return ids
    }()

    /// A release of Debian or Ubuntu by its code name, the version empty where it is not released.
    static func release(codenamed name: some StringProtocol) -> (id: String, version: String)? {
        // Debian's testing calls itself `forky/sid`.
        let word = name.lowercased().prefix { $0 != "/" }
        if let version = debian[String(word)] { return ("debian", version) }
        return ubuntu[String(word)].map { ("ubuntu", $0) }
    }

    private static let debian = [
        "etch": "4", "lenny": "5", "squeeze": "6", "wheezy": "7", "jessie": "8", "stretch": "9", "buster": "10",
        "bullseye": "11", "bookworm": "12", "trixie": "13", "forky": "", "duke": "", "sid": "",
    ]

    private static let ubuntu = [
        "precise": "12.04", "trusty": "14.04", "utopic": "14.10", "vivid": "15.04", "wily": "15.10",
        "xenial": "16.04", "yakkety": "16.10", "zesty": "17.04", "artful": "17.10", "bionic": "18.04",
        "cosmic": "18.10", "disco": "19.04", "eoan": "19.10", "focal": "20.04", "groovy": "20.10",
        "hirsute": "21.04", "impish": "21.10", "jammy": "22.04", "kinetic": "22.10", "lunar": "23.04",
        "mantic": "23.10", "noble": "24.04", "oracular": "24.10", "plucky": "25.04", "questing": "25.10",
    ]
}
