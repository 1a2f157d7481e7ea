// Its headers would take in those of ICU, which Foundation has in a version of its own: two modules that define one type
// differently can't be in one program. Nothing that is used here is of ICU.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
