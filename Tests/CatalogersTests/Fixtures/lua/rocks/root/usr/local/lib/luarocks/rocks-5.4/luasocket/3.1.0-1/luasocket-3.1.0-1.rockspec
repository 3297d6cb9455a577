package = "LuaSocket"
version = "3.1.0-1"
source = {
	url = "git+https://github.com/lunarmodules/luasocket.git",
	tag = "v3.1.0"
}
description = {
	summary = "Network support for the Lua language",
	detailed = [[
		LuaSocket is a Lua extension library.
	]],
	homepage = "https://github.com/lunarmodules/luasocket",
	license = "MIT"
}
dependencies = {
	"lua >= 5.1", "lua-term>=0.1" ; 'busted'
}

local function make_plat(plat)
	return { modules = {} }
end

build = { type = "builtin", platforms = { linux = make_plat("linux") } }
