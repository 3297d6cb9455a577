module example.com/app // the main module

go 1.21

toolchain go1.22.3

require github.com/pkg/errors v0.9.1

require (
	github.com/Azure/azure-sdk-for-go v68.0.0+incompatible // indirect
	golang.org/x/net v0.17.0
	"gopkg.in/yaml.v3" v3.0.1
	example.com/excluded v1.0.0
)

exclude example.com/excluded v1.0.0

exclude (
	golang.org/x/net v0.16.0
)

retract [v1.0.0, v1.1.0] // broken
