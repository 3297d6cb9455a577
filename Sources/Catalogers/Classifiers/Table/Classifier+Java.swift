extension Classifier {
    /// Java runtimes without a `release` file, and servers that run on Java and are known by the names of their archives.
    static let java: [Classifier] = [
        Classifier(
            "graalvm", launchers, [.only("\0\(.version(1, 4, .build))\0", content: "-jvmci-")],
            namespace: "oracle", cpe: ["oracle:graalvm"]),
        Classifier("zulu", launchers, openJDK, in: "zulu", namespace: "azul", cpe: ["azul:zulu", "oracle:openjdk"]),
        Classifier(
            "openjdk", launchers, openJDK, namespace: "oracle", cpe: ["oracle:openjdk"],
            seen: "java 17.0.21.1+2-1-deb12u1-Debian, jdb (Debian), java 25.0.2+10-LTS (wheel)"),
        Classifier(
            "openjdk", ["libjvm.so"], ["OpenJDK 64-Bit Server VM (\(.version(1, 4, .build))) for "],
            namespace: "oracle", cpe: ["oracle:openjdk"],
            seen: "libjvm.so 17.0.21.1+2-1-deb12u1-Debian (Debian), 25.0.2+10-LTS (wheel)"),
        Classifier(
            "jre", ["libjvm.so"], ["Java HotSpot(TM) 64-Bit Server VM (\(.version(1, 4, .build))) for "],
            namespace: "oracle", cpe: ["oracle:jre"]),
        Classifier("java", ["java"], launcher, in: "ibm/", namespace: "ibm", cpe: ["ibm:java"]),
        Classifier("java_sdk", ["jdb"], launcher, in: "ibm/", namespace: "ibm", cpe: ["ibm:java_sdk"]),
        Classifier("jre", ["java"], launcher, namespace: "oracle", cpe: ["oracle:jre"]),
        Classifier("jdk", ["jdb"], launcher, namespace: "oracle", cpe: ["oracle:jdk"]),
        jar("kafka", "kafka_\(.digits)-\(.version(2, 4, .build)).jar", ["kafka_*.jar"], cpe: "apache:kafka"),
        jar("zookeeper", "zookeeper-\(.version(3, 4, .build)).jar", ["zookeeper-*.jar"], cpe: "apache:zookeeper"),
        jar(
            "elasticsearch", "elasticsearch-\(.version(3, 3, .build)).jar", ["elasticsearch-*.jar"],
            cpe: "elastic:elasticsearch"),
        jar(
            "opensearch", "opensearch-\(.version(3, 3, .build)).jar", ["opensearch-*.jar"],
            cpe: "amazon:opensearch"),
        jar("logstash", "logstash-core-\(.release(3)).jar", ["logstash-core-*.jar"], cpe: "elastic:logstash"),
        jar(
            "cassandra", "apache-cassandra-\(.version(3, 3, .build)).jar", ["apache-cassandra-*.jar"],
            cpe: "apache:cassandra"),
        jar("neo4j", "neo4j-kernel-\(.version(3, 3, .build)).jar", ["neo4j-kernel-*.jar"], cpe: "neo4j:neo4j"),
        jar("jetty", "jetty-server-\(.version(3, 3, .build)).jar", ["jetty-server-*.jar"], cpe: "eclipse:jetty"),
        jar(
            "wildfly", "wildfly-ee-\(.version(3, 3, .build)).jar", ["wildfly-ee-*.jar"], cpe: "redhat:wildfly"),
        jar("solr", "solr-core-\(.release(3)).jar", ["solr-core-*.jar"], cpe: "apache:solr"),
        jar("activemq", "activemq-broker-\(.release(3)).jar", ["activemq-broker-*.jar"], cpe: "apache:activemq"),
        jar(
            "hadoop", "hadoop-common-\(.version(3, 3, .build)).jar", ["hadoop-common-*.jar"], cpe: "apache:hadoop"),
        jar("spark", "spark-core_\(.digits)-\(.release(3)).jar", ["spark-core_*.jar"], cpe: "apache:spark"),
        jar("flink", "flink-dist-\(.release(3)).jar", ["flink-dist-*.jar"], cpe: "apache:flink"),
        Classifier(
            "tomcat", ["RELEASE-NOTES"], ["Apache Tomcat Version \(.version(3, 3, [.prerelease, .build]))"],
            form: .named, cpe: ["apache:tomcat"]),
    ]

    private static let launchers: [NamePattern] = ["java", "jdb"]

    /// The texts of the launcher's `main.c`: its own name, the version with dots, the whole version; the linker turns their order
    /// round on some machines.
    private static let openJDK: [Clue] = [
        "\0openjdk\0\(.word)\0\(.digits)\(.zeros)\(.version(1, 4, .build))\0",
        "\0\(.digits)\(.zeros)\(.version(1, 4, .build))\(.zeros)openjdk\0",
    ]

    private static let launcher: [Clue] = [
        "\0java\(.zeros)\(.digits)\(.zeros)\(.version(1, 4, .build))\0",
        "\0jdb\(.zeros)\(.digits)\(.zeros)\(.version(1, 4, .build))\0",
        "\0java\0\(.gap(128))\0\(.digits)\(.zeros)\(.version(3, 4, .build))\0",
        .only("\0\(.version(3, 4, .build))\0", content: "-b"), .only("\0\(.version(3, 4, .build))\0", content: "+"),
    ]

    private static func jar(_ name: String, _ clue: Clue, _ files: [NamePattern], cpe: String) -> Classifier {
        Classifier(name, files, [.name(clue)], form: .named, cpe: [cpe])
    }
}
