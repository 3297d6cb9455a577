import CommandLine

runHullmark()
