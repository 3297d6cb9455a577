// Expat (MIT), from Debian's libexpat1-dev: an event parser of XML 1.0.
#pragma once
#include <expat.h>

/// Has a parser read documents in encodings that it does not know as ISO-8859-1, so that their ASCII part is right.
void hm_xml_accept_encodings(XML_Parser _Nonnull parser);
