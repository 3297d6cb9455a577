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
    package static let generic: PackageType = "generic"
}
