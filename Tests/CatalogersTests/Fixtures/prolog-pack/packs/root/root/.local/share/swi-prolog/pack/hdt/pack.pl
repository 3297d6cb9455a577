name(hdt).
version('0.5.3').
title('Access RDF HDT files').
author( 'Jan Wielemaker', 'jan@example.org' ).
packager( 'Jan Wielemaker', 'jan@example.org' ).
home( 'https://github.com/JanWielemaker/hdt' ).
download( 'https://github.com/JanWielemaker/hdt/releases/*.zip' ).
requires(semweb).
