internal import Inventory

/// How Syft calls types of packages, and their languages and metadata.
enum SyftTypes {
    private static let types: [(purl: String, syft: String, language: String)] = [
        ("deb", "deb", ""), ("apk", "apk", ""), ("rpm", "rpm", ""), ("alpm", "alpm", ""),
        ("pypi", "python", "python"), ("golang", "go-module", "go"), ("npm", "npm", "javascript"),
        ("maven", "java-archive", "java"), ("gem", "gem", "ruby"), ("cargo", "rust-crate", "rust"),
        ("composer", "php-composer", "php"), ("nuget", "dotnet", "dotnet"), ("hex", "hex", "elixir"),
        ("conan", "conan", "c++"), ("cran", "R-package", "R"), ("hackage", "hackage", "haskell"),
        ("pub", "dart-pub", "dart"), ("swift", "swift", "swift"), ("cocoapods", "pod", "swift"),
        ("bitnami", "bitnami", ""), ("conda", "conda", ""), ("luarocks", "lua-rocks", "lua"), ("nix", "nix", ""),
        ("ebuild", "portage", ""), ("otp", "erlang-otp", "erlang"), ("github", "github-action", ""),
        ("generic", "binary", ""),
    ]

    /// Syft's type and language; what it has no word for keeps the package URL's.
    static func names(_ type: PackageType) -> (type: String, language: String) {
        let found = types.first { $0.purl == type.rawValue }
        return (found?.syft ?? type.rawValue, found?.language ?? "")
    }

    /// The package URL's type of Syft's.
    static func type(_ name: String) -> PackageType {
        PackageType(rawValue: types.first { $0.syft == name }?.purl ?? name)
    }
}
