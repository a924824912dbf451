/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Canonical XML text, buffered on its way to a function that takes bytes. The first error is kept and ends the
 * writing, so that callers need to look only once, at the end. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EAR_XML_WRITER_BYTES 65536

/* Takes the next @size bytes of the document. */
typedef gboolean (*EarXmlSink) (gconstpointer bytes, gsize size, gpointer data, GError **error);

typedef struct
{
  EarXmlSink sink;
  gpointer data;
  GError *error;
  gsize used;
  char buffer[EAR_XML_WRITER_BYTES];
} EarXmlWriter;

EarXmlWriter *ear_xml_writer_new (EarXmlSink sink, gpointer data);
void ear_xml_writer_free (EarXmlWriter *writer);

void ear_xml_writer_put (EarXmlWriter *writer, const char *markup);
void ear_xml_writer_put_text (EarXmlWriter *writer, const char *text);
void ear_xml_writer_put_attribute (EarXmlWriter *writer, const char *name, const char *value);
gboolean ear_xml_writer_flush (EarXmlWriter *writer, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarXmlWriter, ear_xml_writer_free)

G_END_DECLS
