/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML from outside, read in one pass in constant memory by libxml2's push parser. This file refuses what no Earshot
 * file holds (a DOCTYPE, another encoding or namespace, too much of anything) and knows where it is; what the
 * elements mean is the handler's to say. The parser is SAX, not xmlTextReader: it knows the line of each element of a
 * file of any length, and makes no tree. */
#pragma once

#include <gio/gio.h>

#include "ear-exchange.h"

G_BEGIN_DECLS

/* A start tag longer than this is refused before it is whole; nothing legitimate comes near. */
#define EAR_XML_MAX_TAG_BYTES (256 * 1024)
#define EAR_XML_MAX_ATTRIBUTES 16
/* Of a long start tag, namespaces included; the parser holds each against all others before anybody is asked. */
#define EAR_XML_MAX_QUOTED 64

typedef struct _EarXmlInput EarXmlInput;

/* What an element may hold; its handler says so when it starts. */
typedef enum
{
  EAR_XML_REFUSED,  /* ear_xml_input_fail() was called */
  EAR_XML_ELEMENTS, /* elements, with only blanks between them */
  EAR_XML_TEXT,     /* text alone */
  EAR_XML_EMPTY,
} EarXmlContent;

typedef struct
{
  const char *namespace_stem; /* a version number follows it */
  guint version;
  const char *what; /* what such a file is, for errors: "a bundle" */
  guint max_depth;
  guint64 max_bytes;
  gsize max_text_bytes; /* of one element */
  EarXmlContent (*start) (EarXmlInput *input, const char *name, guint depth, gpointer data);
  /* @text is NULL unless the element was EAR_XML_TEXT; it may be changed. */
  void (*end) (EarXmlInput *input, guint depth, char *text, gsize length, gpointer data);
  gpointer data;
} EarXmlHandler;

/* Where the bytes come from. */
typedef struct
{
  GInputStream *stream;
  const char *name; /* of the file, for errors */
  guint64 size;     /* 0 when not known */
  double (*fraction) (GInputStream *stream); /* (nullable) how far it is, where the size is not known */
  EarProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
} EarXmlSource;

gboolean ear_xml_input_read (const EarXmlSource *source, const EarXmlHandler *handler, GError **error);
GInputStream *ear_xml_input_open (const char *path, guint64 *size, GError **error);

/* For handlers. */
const char *ear_xml_input_attribute (EarXmlInput *input, const char *name);
void ear_xml_input_fail (EarXmlInput *input, EarExchangeError code, const char *format, ...) G_GNUC_PRINTF (3, 4);
void ear_xml_input_fail_unknown (EarXmlInput *input, const char *name, const char *expected);
void ear_xml_input_fail_with (EarXmlInput *input, GError *error);
gboolean ear_xml_input_has_failed (EarXmlInput *input);

G_END_DECLS
