:- module(pack, []).
name(X) :- true.
