import Images
import Layers
import TestSupport
import Testing

@Suite("Choosing a platform")
struct PlatformTests {
    private static func descriptors(_ platforms: [String]) -> [Descriptor] {
        platforms.map { text in
            Descriptor(
                mediaType: "", digest: ImageFixture(files: ["a": "\(text)"]).digest, size: 1,
                platform: ImagePlatform(text))
        }
    }

    @Test(
        "a processor's own variant comes first, then lower ones, as containerd chooses",
        arguments: [
            ("linux/arm", ["linux/arm/v5", "linux/arm/v6", "linux/arm/v7"], "linux/arm/v7"),
            ("linux/arm", ["linux/arm/v5", "linux/arm/v6"], "linux/arm/v6"),
            ("linux/arm", ["linux/arm/v8"], "linux/arm/v8"),
            ("linux/arm/v7", ["linux/arm/v5", "linux/arm/v6"], "linux/arm/v6"),
            ("linux/arm/7", ["linux/arm/v6", "linux/arm/v7"], "linux/arm/v7"),
            ("linux/arm/v6", ["linux/arm/v5", "linux/arm/v7"], "linux/arm/v5"),
            ("linux/arm/v6", ["linux/arm/v7", "linux/arm/v8"], nil),
            ("linux/arm/v8", ["linux/arm/v6", "linux/arm/v7"], "linux/arm/v7"),
            ("armhf", ["linux/arm/v6", "linux/arm/v7"], "linux/arm/v7"),
            ("linux/arm/v7", ["linux/arm"], "linux/arm"),
            ("linux/arm64", ["linux/arm/v7", "linux/arm64/v8"], "linux/arm64"),
            ("linux/arm64/v9", ["linux/arm64"], "linux/arm64"),
            ("linux/amd64", ["linux/amd64/v3", "linux/amd64"], "linux/amd64"),
            ("linux/amd64", ["linux/amd64/v4", "linux/amd64/v2"], "linux/amd64/v2"),
            ("linux/amd64/v3", ["linux/amd64", "linux/amd64/v2", "linux/amd64/v4"], "linux/amd64/v2"),
            ("linux/ppc64le", ["linux/amd64", "linux/arm64"], nil),
            ("linux/riscv64", ["linux/riscv64"], "linux/riscv64"),
        ] as [(String, [String], String?)])
    func variants(_ wanted: String, _ offered: [String], _ expected: String?) throws {
        for offered in [offered, offered.reversed()] {
            let resolver = ImageResolver(platform: try #require(ImagePlatform(wanted)), limits: Limits())
            let chosen = try? resolver.choose(among: Self.descriptors(offered) + Self.descriptors(["windows/amd64"]))
            #expect(chosen?.platform?.description == expected)
        }
    }

    @Test(
        "any number of a variant is taken without a fault",
        arguments: ["linux/arm/v999999999999999999999", "linux/arm/v-9", "linux/amd64/v0", "linux/arm/x"])
    func oddVariants(_ wanted: String) throws {
        let resolver = ImageResolver(platform: try #require(ImagePlatform(wanted)), limits: Limits())
        _ = try? resolver.choose(among: Self.descriptors(["linux/arm/v7", "linux/amd64"]))
    }
}
