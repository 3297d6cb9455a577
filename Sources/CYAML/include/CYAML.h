// LibYAML (MIT), from Debian's libyaml-dev: YAML as a stream of events.
#pragma once
#include <yaml.h>
