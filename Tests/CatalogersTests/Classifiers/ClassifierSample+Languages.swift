extension ClassifierSample {
    static let interpreters = [
        Self("usr/bin/python3.11", "pymalloc_debug\03.11.2\0strict\0<prefix>/lib", "pkg:generic/python@3.11.2"),
        Self(
            "usr/local/lib/libpython3.13.so.1.0", "\03.12.0\0%s: '%s'\03.13.0rc1\0%.80s",
            "pkg:generic/python@3.13.0rc1"),
        Self("usr/lib/libpython3.7m.so.1.0", "after $\03.7.4\0%.80s", "pkg:generic/python@3.7.4"),
        Self("opt/pypy/bin/libpypy3.9-c.so", "\0[PyPy 7.3.14 with GCC 10.2.1\0", "pkg:generic/pypy@7.3.14"),
        Self("usr/local/bin/node", "[ ]\n\0/json\0node.js/v18.20.4\0(delegate_)", "pkg:generic/node@18.20.4"),
        Self(
            "opt/libnode.so.108", "https://nodejs.org/download/release/v18.20.4/node-v18.20.4.tar.gz\0",
            "pkg:generic/node@18.20.4"),
        Self("usr/bin/nodejs", "\0v4.9.1\0", "pkg:generic/node@4.9.1"),
        Self("usr/local/bin/perl", "\0/usr/local/lib/perl5/5.37.8/x86_64-linux-gnu\0", "pkg:generic/perl@5.37.8"),
        Self("usr/bin/perl", "/perl\0/usr/local/share/perl/5.36.0\0/usr/share/perl5\0", "pkg:generic/perl@5.36.0"),
        Self("usr/local/sbin/php-fpm", "%s,%s\0X-Powered-By: PHP/8.2.36\0ZEND", "pkg:generic/php-fpm@8.2.36"),
        Self("usr/bin/php8.2", "%s,%s\0X-Powered-By: PHP/8.2.36\0ZEND", "pkg:generic/php-cli@8.2.36"),
        Self("usr/local/bin/php", "%s,%s\0X-Powered-By: PHP/8.4.0RC1\0ZEND", "pkg:generic/php-cli@8.4.0RC1"),
        Self(
            "usr/lib/apache2/modules/libphp8.2.so", "%s,%s\0X-Powered-By: PHP/8.2.36\0ZEND", "pkg:generic/libphp@8.2.36"
        ),
        Self("opt/lib/libruby.so.3.1", "atsumoto\0\0ruby 3.1.2p20 (2022-04-12 revi", "pkg:generic/ruby@3.1.2p20"),
        Self("usr/local/bin/ruby", "\0ruby 3.4.0preview1 (2024-05-16 master", "pkg:generic/ruby@3.4.0preview1"),
        Self("usr/bin/luajit", "table.clear\0LuaJIT 2.1.0-beta3\0jit.profile", "pkg:generic/luajit@2.1.0-beta3"),
        Self("usr/lib/libluajit-5.1.so.2", "\0LuaJIT 2.1.1710398010\0", "pkg:generic/luajit@2.1.1710398010"),
        Self("usr/bin/lua5.4", "\0$LuaVersion: Lua 5.4.4  Copyright (C) 1994", "pkg:generic/lua@5.4.4"),
        Self("usr/lib/liblua5.1.so.0", "p\0$Lua: Lua 5.1.5 Copyright (C) 1994", "pkg:generic/lua@5.1.5"),
        Self(
            "usr/local/lib/erlang/erts-14.1/bin/beam.smp", "\0Erlang/OTP 25%s [erts-13.1.5] [source]%s\n\025.2.3\0\0",
            "pkg:generic/erlang@25.2.3"),
        Self("usr/lib/erlang/bin/beam.smp", "\0\026.1.2\0\0\0\0Erlang/OTP", "pkg:generic/erlang@26.1.2"),
        Self(
            "usr/lib/erlang/bin/erlexec", "<artificial>\0/usr/src/otp_src_25.3.2.6/erts/x",
            "pkg:generic/erlang@25.3.2.6"),
        Self(
            "usr/lib/erlang/lib/liberts_internal.a", "\0/usr/local/src/otp-25.3.2.7/erts/\0",
            "pkg:generic/erlang@25.3.2.7"),
        Self("usr/local/lib/erlang/releases/25/OTP_VERSION", "25.2.3\n", "pkg:generic/erlang@25.2.3"),
        Self("usr/local/bin/elixir", "#!/bin/sh\nset -e\n\nELIXIR_VERSION=1.14.0\n", "pkg:generic/elixir@1.14.0"),
        Self(
            "usr/local/lib/elixir/lib/elixir/ebin/elixir.app",
            "{application,elixir,[{description,\"elixir\"},{vsn,\"1.19.1\"},", "pkg:generic/elixir@1.19.1"),
        Self(
            "usr/lib/dart/bin/dart", "\"%s\"\03.6.0-216.1.beta (beta) (Mon Aug 1", "pkg:generic/dart@3.6.0-216.1.beta"),
        Self("opt/dart", "MathAtan\02.12.4 (stable) (Thu", "pkg:generic/dart@2.12.4"),
        Self(
            "usr/bin/deno",
            "OTel-OTLP-Exporter-Deno/0.82.0grpc-timeout denover2.9.82.9.8+fe7ed01Deno/2.9.8Deno/2.9.8+fe7",
            "pkg:generic/deno@2.9.8"),
        Self("usr/local/bin/bun", "\0Bun/1.1.0\0", "pkg:generic/bun@1.1.0"),
        Self(
            "usr/lib/R/library/base/DESCRIPTION", "Package: base\nPriority: base\nVersion: 4.2.2\nAuthor: R Core",
            "pkg:generic/r@4.2.2"),
        Self("usr/lib/julia/libjulia-internal.so.1.9", "__init__\01.9.2\0verify", "pkg:generic/julia@1.9.2"),
        Self("usr/bin/swipl", "/usr/lib/swipl-9.1.4/\0", "pkg:generic/swipl@9.1.4"),
        Self("usr/lib/libtcl8.6.so", "pointerSize\08.6.13\0tcl_patchLevel\0", "pkg:generic/tcl@8.6.13"),
        Self("usr/bin/mono-sgen", "\0--version=number\06.8.0.105\0--version\0", "pkg:generic/mono@6.8.0.105"),
        Self("usr/bin/gawk", "\0GNU Awk 5.2.1\0unbalanced [", "pkg:generic/gawk@5.2.1"),
    ]

    static let java = [
        Self(
            "opt/graalvm/bin/java", "\0openjdk\0java\00.0\017.0.3+7-jvmci-22.1-b06\0",
            "pkg:generic/oracle/graalvm@17.0.3%2B7-jvmci-22.1-b06"),
        Self(
            "usr/lib/jvm/zulu17/bin/java", "\0openjdk\0java\00.0\011.0.17+8-LTS\0",
            "pkg:generic/azul/zulu@11.0.17%2B8-LTS"),
        Self(
            "opt/java/bin/java", "%s\0openjdk\0java\00.0\017.0.21.1+2-1-deb12u1-Debian\0",
            "pkg:generic/oracle/openjdk@17.0.21.1%2B2-1-deb12u1-Debian"),
        Self(
            "opt/java/bin/jdb", "\01.8\0\0\01.8.0_352-b08\0\0openjdk\0java\0",
            "pkg:generic/oracle/openjdk@1.8.0_352-b08"),
        Self(
            "opt/java/lib/server/libjvm.so", "\0OpenJDK 64-Bit Server VM (25.0.2+10-LTS) for linux-amd64 JRE",
            "pkg:generic/oracle/openjdk@25.0.2%2B10-LTS"),
        Self(
            "opt/java/lib/server/libjvm.so", "\0Java HotSpot(TM) 64-Bit Server VM (22.0.2+9-70) for linux",
            "pkg:generic/oracle/jre@22.0.2%2B9-70"),
        Self(
            "opt/ibm/java/jre/bin/java", "\0java\01.8\0\0\01.8.0-foreman_2022_01_20_09_33-b00\0",
            "pkg:generic/ibm/java@1.8.0-foreman_2022_01_20_09_33-b00"),
        Self(
            "opt/ibm/java/bin/jdb",
            "\0java\0./lib/tools.jar./lib/sa-jdi.jar./classes.-J-ms8m\0\01.8\0\0\01.8.0-foreman_2022_01_20_09_33-b00\0",
            "pkg:generic/ibm/java_sdk@1.8.0-foreman_2022_01_20_09_33-b00"),
        Self("usr/java/bin/java", "\0java\01.8\01.8.0_451-b10\0", "pkg:generic/oracle/jre@1.8.0_451-b10"),
        Self("usr/java/bin/jdb", "\0jdb\00.0\019.0.1+10-21\0", "pkg:generic/oracle/jdk@19.0.1%2B10-21"),
        Self("opt/kafka/libs/kafka_2.13-3.7.0.jar", "PK", "pkg:generic/kafka@3.7.0"),
        Self("opt/zookeeper/lib/zookeeper-3.8.4.jar", "PK", "pkg:generic/zookeeper@3.8.4"),
        Self("usr/share/elasticsearch/lib/elasticsearch-8.11.0.jar", "PK", "pkg:generic/elasticsearch@8.11.0"),
        Self("usr/share/opensearch/lib/opensearch-2.11.0.jar", "PK", "pkg:generic/opensearch@2.11.0"),
        Self("usr/share/logstash/logstash-core/lib/jars/logstash-core-8.11.0.jar", "PK", "pkg:generic/logstash@8.11.0"),
        Self("opt/cassandra/lib/apache-cassandra-4.1.3.jar", "PK", "pkg:generic/cassandra@4.1.3"),
        Self("var/lib/neo4j/lib/neo4j-kernel-5.12.0.jar", "PK", "pkg:generic/neo4j@5.12.0"),
        Self("opt/jetty/lib/jetty-server-9.4.53.v20231009.jar", "PK", "pkg:generic/jetty@9.4.53.v20231009"),
        Self("opt/wildfly/modules/wildfly-ee-26.1.3.Final.jar", "PK", "pkg:generic/wildfly@26.1.3.Final"),
        Self("opt/solr/lib/solr-core-9.4.0.jar", "PK", "pkg:generic/solr@9.4.0"),
        Self("opt/activemq/lib/activemq-broker-5.18.3.jar", "PK", "pkg:generic/activemq@5.18.3"),
        Self("opt/hadoop/share/hadoop-common-3.3.6.jar", "PK", "pkg:generic/hadoop@3.3.6"),
        Self("opt/spark/jars/spark-core_2.12-3.5.0.jar", "PK", "pkg:generic/spark@3.5.0"),
        Self("opt/flink/lib/flink-dist-1.18.0.jar", "PK", "pkg:generic/flink@1.18.0"),
        Self(
            "usr/local/tomcat/RELEASE-NOTES", "                     Apache Tomcat Version 9.0.80\n",
            "pkg:generic/tomcat@9.0.80"),
    ]

    static let toolchains = [
        Self("usr/local/go/bin/go", "go1.20go1.21\0\0go1.22.3\0runtime/cgo: \0", "pkg:generic/go@1.22.3"),
        Self("usr/local/go/VERSION", "go1.27.3\ntime 2026-10-19T22:20:36Z\n", "pkg:generic/go@1.27.3"),
        Self(
            "usr/lib/libstd-a5a48102fbd58791.so", "\0clang LLVM (rustc version 1.48.0 (7eac88abb 2020-11-16))\0",
            "pkg:generic/rust@1.48.0"),
        Self(
            "usr/lib/librustc_driver-4c3beb7552356b6f.so", "\0/usr/src/rustc-1.63.0/library/alloc/src",
            "pkg:generic/rust@1.63.0"),
        Self(
            "usr/local/cargo/bin/cargo", "lib/usr/src/cargo-0.66.0+ds1/vendor/serde /usr/src/rustc-1.63.0/library",
            "pkg:generic/cargo@0.66.0"),
        Self("usr/local/bin/gcc", "\0GCC: (GNU) 12.3.0\0", "pkg:generic/gcc@12.3.0"),
        Self(
            "usr/bin/x86_64-linux-gnu-gcc-12", " zstd\012.2.0\0(Debian 12.2.0-14+deb12u1) \0gcc",
            "pkg:generic/gcc@12.2.0"),
        Self("usr/bin/swift-frontend", "\0swift-6.1.2-RELEASE\0", "pkg:generic/swift@6.1.2"),
        Self("opt/zig/zig", "\0zig 0.17.1\0' requires", "pkg:generic/zig@0.17.1"),
        Self("opt/ghc/bin/ghc-9.6.5", "\0GHC 9.6.5\0", "pkg:generic/haskell/ghc@9.6.5"),
        Self("usr/lib/ghc/bin/ghc", "\0libHSghc-9.0.2-ghc9.0.2.so\0", "pkg:generic/haskell/ghc@9.0.2"),
        Self(
            "usr/bin/cabal", "x86_64-linux-ghc-9.0.2/cabal-install-3.4.1.0\0cabal_install",
            "pkg:generic/haskell/cabal@3.4.1.0"),
        Self("usr/bin/stack", "\0Version 2.9.3, Git revision\0", "pkg:generic/haskell/stack@2.9.3"),
    ]
}
