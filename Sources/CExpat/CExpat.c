#include "CExpat.h"

static int as_latin_1(void *data, const XML_Char *name, XML_Encoding *info) {
    (void)data;
    (void)name;
    for (int byte = 0; byte < 256; byte++) info->map[byte] = byte;
    info->data = NULL;
    info->convert = NULL;
    info->release = NULL;
    return XML_STATUS_OK;
}

void hm_xml_accept_encodings(XML_Parser parser) { XML_SetUnknownEncodingHandler(parser, as_latin_1, NULL); }
