/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-xml-writer.h"

#include <string.h>

/**
 * ear_xml_writer_new:
 * @sink: what takes the bytes
 * @data: for @sink
 *
 * Returns: (transfer full): a writer of one document, for one thread.
 */
EarXmlWriter *
ear_xml_writer_new (EarXmlSink sink, gpointer data)
{
  EarXmlWriter *writer = g_new (EarXmlWriter, 1);

  writer->sink = sink;
  writer->data = data;
  writer->error = NULL;
  writer->used = 0;
  return writer;
}

void
ear_xml_writer_free (EarXmlWriter *writer)
{
  if (writer == NULL)
    return;
  g_clear_error (&writer->error);
  g_free (writer);
}

static void
drain (EarXmlWriter *writer)
{
  if (writer->error == NULL && writer->used > 0)
    writer->sink (writer->buffer, writer->used, writer->data, &writer->error);
  writer->used = 0;
}

static void
put_bytes (EarXmlWriter *writer, const char *bytes, gsize size)
{
  while (size > 0)
    {
      gsize part = MIN (size, sizeof writer->buffer - writer->used);

      memcpy (writer->buffer + writer->used, bytes, part);
      writer->used += part;
      bytes += part;
      size -= part;
      if (writer->used == sizeof writer->buffer)
        drain (writer);
    }
}

/**
 * ear_xml_writer_put:
 * @markup: written as it is
 */
void
ear_xml_writer_put (EarXmlWriter *writer, const char *markup)
{
  put_bytes (writer, markup, strlen (markup));
}

static void
put_escaped (EarXmlWriter *writer, const char *text, const char *special)
{
  while (*text != '\0')
    {
      gsize plain = strcspn (text, special);

      put_bytes (writer, text, plain);
      text += plain;
      switch (*text)
        {
        case '\0':
          return;
        case '&':
          ear_xml_writer_put (writer, "&amp;");
          break;
        case '<':
          ear_xml_writer_put (writer, "&lt;");
          break;
        case '>':
          ear_xml_writer_put (writer, "&gt;");
          break;
        case '"':
          ear_xml_writer_put (writer, "&quot;");
          break;
        default:
          g_assert_not_reached ();
        }
      text++;
    }
}

/**
 * ear_xml_writer_put_text:
 * @text: what an element holds; line ends and tabs stay as they are
 */
void
ear_xml_writer_put_text (EarXmlWriter *writer, const char *text)
{
  put_escaped (writer, text, "&<>");
}

/**
 * ear_xml_writer_put_attribute:
 * @value: text without line ends and tabs, which a parser would turn into blanks
 */
void
ear_xml_writer_put_attribute (EarXmlWriter *writer, const char *name, const char *value)
{
  put_bytes (writer, " ", 1);
  ear_xml_writer_put (writer, name);
  put_bytes (writer, "=\"", 2);
  put_escaped (writer, value, "&<>\"");
  put_bytes (writer, "\"", 1);
}

/**
 * ear_xml_writer_flush:
 *
 * Hands over what is still buffered.
 *
 * Returns: whether every byte so far was taken.
 */
gboolean
ear_xml_writer_flush (EarXmlWriter *writer, GError **error)
{
  drain (writer);
  if (writer->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&writer->error));
  return FALSE;
}
