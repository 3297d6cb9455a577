%% -*- erlang -*-
{application, rabbit, [
	{description, "RabbitMQ"},
	{vsn, "3.12.10"},
	{id, "v3.12.9-9-g1f61ca8"},
	{modules, ['amqqueue','rabbit',code_server_cache]},
	{registered, [rabbit_sup,rabbit_log]},
	{applications, [kernel,stdlib,sasl,cowlib]},
	{mod, {rabbit, []}},
	{env, [
	    {tcp_listeners, [5672]},
	    {heartbeat, 60}, {ratio, 0.4}, {char, $a},
	    {map, #{key => <<"value">>, other => <<1,2>>}},
	    {hwm, [{absolute, "1GB"}|tail]}
	]},
	{licenses, ["MPL-2.0"]}
]}.
