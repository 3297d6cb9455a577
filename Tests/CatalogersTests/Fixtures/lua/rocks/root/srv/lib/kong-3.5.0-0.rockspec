local package_name = "kong" -- the name
local package_version = "3.5.0"
local revision = 0

package = package_name
version = package_version .. "-" .. revision
supported_platforms = {"linux", "macosx"}
description = { ["license"] = 'Apache 2.0', homepage = [==[https://konghq.com]==], n = -1.5, }
--[[ dependencies
]]
dependencies = {}
