package Unlogged;
use strict;

our $VERSION = "0.31";

1;
