import TestSupport

/// A small image with packages of three ecosystems, a layer for each.
enum SampleImages {
    static let status = """
        Package: hull
        Status: install ok installed
        Maintainer: Nobody <nobody@example.org>
        Architecture: amd64
        Source: hull-src (1.0-1)
        Version: 1.0-1+b2
        Description: a sample

        Package: libkeel1
        Status: install ok installed
        Maintainer: Nobody <nobody@example.org>
        Architecture: amd64
        Source: keel
        Version: 2.0-3
        Description: a sample

        Package: gone
        Status: deinstall ok config-files
        Architecture: amd64
        Version: 0.1-1

        """

    static let metadata = "Metadata-Version: 2.1\nName: Sample.Tool\nVersion: 1.2\nSummary: a sample\n"
    static let site = "usr/local/lib/python3.11/dist-packages/sample_tool-1.2.dist-info"

    static let module = """
        module example.org/app

        go 1.21

        require example.org/deep v1.4.0

        """

    static func release(_ version: String) -> String {
        """
        PRETTY_NAME="Debian GNU/Linux \(version)"
        ID=debian
        VERSION_ID="\(version)"

        """
    }

    /// The layer of the distribution's own packages.
    static func base(_ version: String = "12") -> [TarWriter.Entry] {
        [
            TarWriter.Entry("etc", kind: .directory), TarWriter.Entry("etc/os-release", text: release(version)),
            TarWriter.Entry("var/lib/dpkg/status", text: status),
            TarWriter.Entry("var/lib/dpkg/info/hull:amd64.list", text: "/.\n/usr\n/usr/bin\n/usr/bin/hull\n"),
        ]
    }

    /// The whole image.
    ///
    /// - Parameter version: the release of Debian; the sample advisories are of 12.
    static func image(_ version: String = "12") -> ImageFixture {
        ImageFixture([
            base(version),
            [
                TarWriter.Entry("\(site)/METADATA", text: metadata),
                TarWriter.Entry("\(site)/RECORD", text: "sample_tool.py,sha256=abc,3\n"),
            ],
            [TarWriter.Entry("srv/app/go.mod", text: module)],
        ])
    }

    /// An image of the distribution's packages and one more layer.
    static func image(with entries: [TarWriter.Entry]) -> ImageFixture { ImageFixture([base(), entries]) }
}
