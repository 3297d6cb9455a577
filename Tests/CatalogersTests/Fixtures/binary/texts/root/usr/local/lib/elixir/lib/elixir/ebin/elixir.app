{application,elixir,
 [{description,"elixir"},
 {vsn,"1.16.0"},
