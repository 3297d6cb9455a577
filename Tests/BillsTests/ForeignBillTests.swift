import Bills
import Inventory
import Testing

@Suite("Bills that other tools wrote")
struct ForeignBillTests {
    private func read(_ text: String) throws -> Inventory {
        let bytes = Array(text.utf8)
        return try BillRegistry.read(bytes.span, from: "it").bill.inventory
    }

    @Test("a distribution's packages keep source, epoch and release by their URLs alone")
    func urls() throws {
        let inventory = try read(
            """
            {"bomFormat":"CycloneDX","specVersion":"1.4","components":[
             {"type":"library","name":"libssl3","version":"3.0.11-1","purl":"pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&upstream=openssl&distro=debian-12"},
             {"type":"library","name":"libx","version":"1-1+b2","purl":"pkg:deb/debian/libx@1-1%2Bb2?arch=amd64&upstream=x%401-1&distro=debian-12"},
             {"type":"library","name":"bash","version":"4:5.1-6.el9","purl":"pkg:rpm/redhat/bash@5.1-6.el9?arch=x86_64&epoch=4&upstream=bash-src-5.1-6.el9.src.rpm"},
             {"type":"library","group":"org.apache.commons","name":"commons-lang3","version":"3.1","purl":"pkg:maven/org.apache.commons/commons-lang3@3.1"},
             {"type":"library","group":"@angular","name":"core","version":"17.0.0","purl":"pkg:npm/%40angular/core@17.0.0"},
             {"type":"library","name":"nokogiri","version":"1.13.0-x86_64-linux","purl":"pkg:gem/nokogiri@1.13.0-x86_64-linux"},
             {"type":"application","name":"srv/go.mod","properties":[]}]}
            """)
        let packages = inventory.packages
        #expect(inventory.distribution?.qualifier == "debian-12")
        #expect(
            packages.map(\.name).sorted() == [
                "@angular/core", "bash", "libssl3", "libx", "nokogiri", "org.apache.commons:commons-lang3",
            ])
        #expect(packages.first { $0.name == "libssl3" }?.source == SourcePackage(name: "openssl", version: "3.0.11-1"))
        #expect(packages.first { $0.name == "libx" }?.source == SourcePackage(name: "x", version: "1-1"))
        let bash = packages.first { $0.name == "bash" }
        #expect(bash?.version == "4:5.1-6.el9")
        #expect(bash?.source == SourcePackage(name: "bash-src", version: "5.1-6.el9"))
        #expect(bash?.architecture == "x86_64")
        let gem = packages.first { $0.name == "nokogiri" }
        #expect(gem?.version == "1.13.0")
        #expect(gem?.architecture == "x86_64-linux")
    }

    @Test("a system that is a component is the distribution")
    func system() throws {
        let inventory = try read(
            """
            <?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1"><components>
            <component type="operating-system"><name>alpine</name><version>3.19.1</version></component>
            <component type="library" bom-ref="a"><name>busybox</name><version>1.36.1-r15</version>
              <licenses><license><id>GPL-2.0-only</id></license></licenses>
              <purl>pkg:apk/alpine/busybox@1.36.1-r15?arch=x86_64&amp;distro=3.19.1</purl></component>
            </components></bom>
            """)
        #expect(inventory.distribution?.qualifier == "alpine-3.19.1")
        #expect(inventory.packages.first?.licences == ["GPL-2.0-only"])
        #expect(inventory.packages.first?.type == .apk)
    }

    @Test("of SPDX the described image is no package, and relationships count in both directions")
    func spdx() throws {
        let text = """
            # a comment
            SPDXVersion: SPDX-2.2
            DataLicense: CC0-1.0
            DocumentName: app

            PackageName: app
            SPDXID: SPDXRef-Image
            PackageDownloadLocation: NOASSERTION

            PackageName: requests
            SPDXID: SPDXRef-1
            PackageVersion: 2.31.0
            PackageLicenseDeclared: Apache-2.0 AND LicenseRef-odd
            PackageComment: <text>two
            PackageName: no package
            lines</text>
            ExternalRef: PACKAGE-MANAGER purl pkg:pypi/requests@2.31.0

            PackageName: plain
            SPDXID: SPDXRef-2
            PackageVersion: 1

            LicenseID: LicenseRef-odd
            ExtractedText: <text>Do as you like.</text>
            LicenseName: Odd licence

            Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-Image
            Relationship: SPDXRef-2 DEPENDENCY_OF SPDXRef-1
            Relationship: SPDXRef-3 OTHER SPDXRef-1
            RelationshipComment: <text>ownership-by-file-overlap: the parent owns a place of the child</text>

            PackageName: python3-requests
            SPDXID: SPDXRef-3
            ExternalRef: PACKAGE-MANAGER purl pkg:deb/debian/python3-requests@2.31.0-1
            """
        let packages = try read(text).packages
        #expect(packages.map(\.name) == ["python3-requests", "plain", "requests"])
        #expect(packages[1].type == "generic")
        #expect(packages[2].dependencies == ["plain"])
        #expect(packages[2].licences == ["Apache-2.0", "Odd licence"])
        #expect(packages[2].owner == packages[0].purl)
    }

    @Test("Syft's artifacts keep source, module and layer")
    func syft() throws {
        let digest = "sha256:" + String(repeating: "1", count: 64)
        let inventory = try read(
            """
            {"schema":{"version":"16.0.18"},"descriptor":{"name":"syft","version":"1.18.1"},
             "distro":{"id":"rhel","versionID":"9.3","prettyName":"Red Hat Enterprise Linux 9.3"},
             "source":{"name":"x","type":"image","metadata":{"layers":[{"digest":"\(digest)0"},{"digest":"\(digest)"}],"imageID":"","manifestDigest":""}},
             "artifactRelationships":[{"parent":"1","child":"2","type":"ownership-by-file-overlap"}],
             "artifacts":[
              {"id":"1","name":"nodejs","version":"1:18-1","type":"rpm","purl":"pkg:rpm/redhat/nodejs@18-1?arch=x86_64&epoch=1",
               "locations":[{"path":"/a","layerID":"none"},{"path":"/var/lib/rpm/rpmdb.sqlite","layerID":"\(digest)","annotations":{"evidence":"primary"}}],
               "metadataType":"rpm-db-entry","metadata":{"epoch":1,"sourceRpm":"nodejs-18-1.src.rpm","modularityLabel":"nodejs:18:1:2",
                "files":[{"path":"/usr/bin/node","digest":{"algorithm":"sha256","value":"ab"}}]}},
              {"id":"2","name":"six","version":"1.16","type":"python","purl":"","locations":[]}]}
            """)
        #expect(inventory.distribution?.qualifier == "rhel-9.3")
        let node = try #require(inventory.packages.first { $0.name == "nodejs" })
        #expect(node.version == "1:18-1")
        #expect(node.layer == 1)
        #expect(node.attributes["modularityLabel"] == "nodejs:18:1:2")
        #expect(node.source == SourcePackage(name: "nodejs", version: "18-1"))
        #expect(node.files.elements.map(\.path) == ["usr/bin/node"])
        let six = try #require(inventory.packages.first { $0.name == "six" })
        #expect(six.type == .pypi)
        #expect(six.owner == node.purl)
    }
}
