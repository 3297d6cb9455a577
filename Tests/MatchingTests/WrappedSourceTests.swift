import Testing

@testable import Matching

@Suite("Wrapper sources")
struct WrappedSourceTests {
    @Test(
        "are looked up as what they wrap",
        arguments: [
            ("linux-signed-amd64", "6.1.38-1", "linux", "6.1.38-1"),
            ("linux-signed-5.10-arm64", "5.10.209-2~deb10u1", "linux-5.10", "5.10.209-2~deb10u1"),
            ("linux-signed", "5.15.0-91.101", "linux", "5.15.0-91.101"),
            ("linux-signed-hwe-6.5", "6.5.0-14.14~22.04.1", "linux-hwe-6.5", "6.5.0-14.14~22.04.1"),
            ("linux-meta-aws", "5.15.0.1051.56", "linux-aws", "5.15.0-1051.999999"),
            ("grub-efi-amd64-signed", "1+2.06+13+deb12u1", "grub2", "2.06-13+deb12u1"),
            ("grub2-signed", "1.187.6+2.06-2ubuntu14.4", "grub2", "2.06-2ubuntu14.4"),
            ("shim-signed", "1.44~1+deb12u1+15.8-1~deb12u1", "shim", "15.8-1~deb12u1"),
            ("shim-signed", "1.51.3+15.7-0ubuntu1", "shim", "15.7-0ubuntu1"),
            ("fwupd-amd64-signed", "1:1.2.14+1.5.7-4", "fwupd", "1.5.7-4"),
        ])
    func wrappers(source: String, version: String, name: String, wrapped: String) throws {
        let found = try #require(WrappedSource(source, package: version))
        #expect(found.name == name)
        #expect(found.version == wrapped)
    }

    @Test(
        "other sources are themselves",
        arguments: [
            ("linux", "6.1.38-1"), ("linux-signedness", "1"), ("linux-meta", "105+deb10u1"), ("design-signed", "1.0"),
            ("openssl", "3.0.11-1"), ("-signed", "1+2-3"), ("", ""),
        ])
    func others(source: String, version: String) { #expect(WrappedSource(source, package: version) == nil) }
}
