/// The kind of a package, by the name that package URLs give it (`deb`, `rpm`, `pypi`, …).
package struct PackageType: RawRepresentable, Sendable, Hashable, Comparable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { rawValue = value }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    package static let deb: PackageType = "deb"
    package static let apk: PackageType = "apk"
    package static let rpm: PackageType = "rpm"
    package static let pypi: PackageType = "pypi"
    package static let golang: PackageType = "golang"
    package static let maven: PackageType = "maven"
    package static let nuget: PackageType = "nuget"
    package static let cargo: PackageType = "cargo"
    package static let swift: PackageType = "swift"
    package static let conan: PackageType = "conan"
    package static let vcpkg: PackageType = "vcpkg"
    package static let bitnami: PackageType = "bitnami"
    package static let nix: PackageType = "nix"
    package static let alpm: PackageType = "alpm"
    package static let ebuild: PackageType = "ebuild"
    package static let opkg: PackageType = "opkg"
    package static let brew: PackageType = "brew"
    package static let snap: PackageType = "snap"
    package static let generic: PackageType = "generic"
    package static let npm: PackageType = "npm"
    package static let gem: PackageType = "gem"
    package static let composer: PackageType = "composer"
    package static let pear: PackageType = "pear"
    package static let wordpress: PackageType = "wordpress"
    package static let wordpressPlugin: PackageType = "wordpress-plugin"
    package static let pub: PackageType = "pub"
    package static let cocoapods: PackageType = "cocoapods"
    package static let hackage: PackageType = "hackage"
    package static let conda: PackageType = "conda"
    package static let hex: PackageType = "hex"
    package static let otp: PackageType = "otp"
    package static let luarocks: PackageType = "luarocks"
    package static let cran: PackageType = "cran"
    package static let bioconductor: PackageType = "bioconductor"
    package static let cpan: PackageType = "cpan"
    package static let julia: PackageType = "julia"
    package static let jsr: PackageType = "jsr"
    package static let opam: PackageType = "opam"
    package static let swiplpack: PackageType = "swiplpack"
    package static let githubactions: PackageType = "githubactions"
}
