module example.com/app
go 1.16
require (
	example.com/local v1.0.0
	github.com/old/mod/v2 v2.0.0
	github.com/other/version v1.0.0
)
replace example.com/local => ./local
replace github.com/old/mod/v2 v2.0.0 => github.com/new/mod/v2 v2.0.1
replace (
	github.com/other/version v0.9.0 => github.com/other/fork v0.9.1
	github.com/not/required => github.com/some/fork v1.1.1
)
