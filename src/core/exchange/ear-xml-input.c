/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-xml-input.h"

#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "ear-outside.h"
#include "ear-xml-memory.h"

#define CHUNK_BYTES 65536
/* What the parser is given at once: a start tag that it could read without this file having seen it is not longer. */
#define PIECE_BYTES 8192

/* Never: NOENT, DTDLOAD, DTDATTR, DTDVALID, XINCLUDE, HUGE, RECOVER. Nothing is fetched, replaced or mended. */
#if LIBXML_VERSION >= 21300
#define PARSER_OPTIONS (XML_PARSE_NONET | XML_PARSE_NO_XXE)
#else
#define PARSER_OPTIONS XML_PARSE_NONET
#endif

typedef struct
{
  const char *name;
  gsize value; /* where it starts in the values */
  gboolean known;
} Attribute;

/* A start tag of which the end has not come. */
typedef struct
{
  guint64 start; /* where it begins */
  gsize n_seen;  /* how many bytes of it were looked at */
  xmlChar quote; /* of the value that is open, 0 for none */
  guint n_values;
} OpenTag;

struct _EarXmlInput
{
  const EarXmlSource *source;
  const EarXmlHandler *handler;
  xmlParserCtxtPtr parser;
  char *namespace; /* of every element */
  GError *error;   /* the first that was met; nothing is handled after it */
  guint depth;
  EarXmlContent content; /* of the innermost element */
  GString *text;
  GString *values; /* of the attributes of one element, each with its NUL */
  Attribute attributes[EAR_XML_MAX_ATTRIBUTES];
  guint n_attributes;
  OpenTag open_tag;
  guint64 n_bytes;
  gboolean at_end; /* the last byte was given to the parser */
};

static int
line_of (EarXmlInput *input)
{
  int line = input->parser == NULL || input->parser->input == NULL ? 0 : input->parser->input->line;

  return MAX (line, 1);
}

/* Names of elements and values come from the file, and may be anything that XML can say. */
static void
fail_literal (EarXmlInput *input, EarExchangeError code, int line, const char *message)
{
  g_autofree char *plain = NULL;

  if (input->error != NULL)
    return;
  plain = ear_outside_message (message);
  g_set_error (&input->error, EAR_EXCHANGE_ERROR, code, _ ("“%s”, line %d: %s Nothing was changed."),
               input->source->name, line, plain);
  if (input->parser != NULL)
    xmlStopParser (input->parser);
}

/* Whatever the parser made of it: what it lacked was memory, and the file may be in order. */
static void
fail_without_memory (EarXmlInput *input)
{
  g_clear_error (&input->error);
  ear_exchange_fail_no_memory (input->source->name, &input->error);
}

/**
 * ear_xml_input_fail:
 * @format: what is wrong and what was expected, in whole sentences
 *
 * Ends the reading. The file's name and line go before the message, and that nothing was changed after it.
 */
void
ear_xml_input_fail (EarXmlInput *input, EarExchangeError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fail_literal (input, code, line_of (input), message);
}

/**
 * ear_xml_input_fail_unknown:
 * @expected: what may stand here, in words
 */
void
ear_xml_input_fail_unknown (EarXmlInput *input, const char *name, const char *expected)
{
  ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("“%.80s” does not belong here; expected %s."), name,
                      expected);
}

/**
 * ear_xml_input_fail_with:
 * @error: (transfer full): an error of the workbook, told as it is
 */
void
ear_xml_input_fail_with (EarXmlInput *input, GError *error)
{
  if (input->error != NULL)
    {
      g_error_free (error);
      return;
    }
  input->error = error;
  xmlStopParser (input->parser);
}

gboolean
ear_xml_input_has_failed (EarXmlInput *input)
{
  return input->error != NULL;
}

/**
 * ear_xml_input_attribute:
 *
 * Returns: (nullable) (transfer none): the attribute's value, until the next element. Attributes that a handler did
 *   not ask for are refused.
 */
const char *
ear_xml_input_attribute (EarXmlInput *input, const char *name)
{
  for (guint i = 0; i < input->n_attributes; i++)
    {
      Attribute *attribute = &input->attributes[i];

      if (strcmp (attribute->name, name) == 0)
        {
          attribute->known = TRUE;
          return input->values->str + attribute->value;
        }
    }
  return NULL;
}

/* The parser gives five pointers an attribute: name, prefix, namespace, and where its value starts and ends. */
static gboolean
take_attributes (EarXmlInput *input, int n, const xmlChar **attributes)
{
  g_string_truncate (input->values, 0);
  input->n_attributes = 0;
  for (int i = 0; i < n; i++, attributes += 5)
    {
      const char *value = (const char *) attributes[3];
      Attribute *attribute = &input->attributes[input->n_attributes];

      if (attributes[1] != NULL || i == EAR_XML_MAX_ATTRIBUTES)
        {
          ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("The attribute “%.80s” does not belong here."),
                              (const char *) attributes[0]);
          return FALSE;
        }
      *attribute = (Attribute) { (const char *) attributes[0], input->values->len, FALSE };
      g_string_append_len (input->values, value, (const char *) attributes[4] - value);
      g_string_append_c (input->values, '\0');
      input->n_attributes++;
    }
  return TRUE;
}

static void
refuse_unknown_attributes (EarXmlInput *input)
{
  for (guint i = 0; i < input->n_attributes; i++)
    {
      if (!input->attributes[i].known)
        ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("The attribute “%.80s” does not belong here."),
                            input->attributes[i].name);
    }
}

static void
fail_namespace (EarXmlInput *input, const char *name, const char *namespace)
{
  const char *stem = input->handler->namespace_stem;
  const char *version;
  guint64 number;

  if (namespace != NULL && g_str_has_prefix (namespace, stem))
    {
      version = namespace + strlen (stem);
      if (g_ascii_string_to_unsigned (version, 10, input->handler->version + 1, G_MAXUINT, &number, NULL))
        {
          ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_NEWER_VERSION,
                              _ ("This file was written by a newer Earshot (format %.20s; this one reads %u). Update "
                                 "Earshot, then try "
                                 "again."),
                              version, input->handler->version);
          return;
        }
    }
  ear_xml_input_fail (input, input->depth == 0 ? EAR_EXCHANGE_ERROR_NOT_A_BUNDLE : EAR_EXCHANGE_ERROR_GRAMMAR,
                      _ ("This is not %s: the element “%.80s” is in the namespace “%.80s”; expected “%s”."),
                      input->handler->what, name, namespace == NULL ? "" : namespace, input->namespace);
}

static void
fail_truncated (EarXmlInput *input)
{
  ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_NOT_XML,
                      _ ("The file ends too early. It may have been copied or sent only in part; ask for it again."));
}

static gboolean
may_start (EarXmlInput *input, const char *name, const char *namespace)
{
  /* A whole tag is handled when its end comes; one that the parser makes up at the end of the file was cut off. */
  if (input->at_end)
    fail_truncated (input);
  else if (namespace == NULL || strcmp (namespace, input->namespace) != 0)
    fail_namespace (input, name, namespace);
  else if (input->depth == input->handler->max_depth)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_LIMIT, _ ("“%.80s” is nested too deep; at most %u levels are read."),
                        name,
                        input->handler->max_depth);
  else if (input->depth > 0 && input->content != EAR_XML_ELEMENTS)
    ear_xml_input_fail_unknown (input, name,
                                input->content == EAR_XML_TEXT ? _ ("text") : _ ("nothing inside an empty element"));
  return input->error == NULL;
}

static void
start_element_cb (void *data, const xmlChar *name, const xmlChar *prefix G_GNUC_UNUSED, const xmlChar *namespace,
                  int n_namespaces G_GNUC_UNUSED, const xmlChar **namespaces G_GNUC_UNUSED, int n_attributes,
                  int n_defaulted G_GNUC_UNUSED, const xmlChar **attributes)
{
  EarXmlInput *input = data;

  if (input->error != NULL || !may_start (input, (const char *) name, (const char *) namespace)
      || !take_attributes (input, n_attributes, attributes))
    return;
  g_string_truncate (input->text, 0);
  input->depth++;
  input->content = input->handler->start (input, (const char *) name, input->depth, input->handler->data);
  refuse_unknown_attributes (input);
}

static void
end_element_cb (void *data, const xmlChar *name G_GNUC_UNUSED, const xmlChar *prefix G_GNUC_UNUSED,
                const xmlChar *namespace G_GNUC_UNUSED)
{
  EarXmlInput *input = data;
  gboolean is_text = input->content == EAR_XML_TEXT;

  if (input->error != NULL)
    return;
  input->handler->end (input, input->depth, is_text ? input->text->str : NULL, input->text->len, input->handler->data);
  input->depth--;
  input->content = EAR_XML_ELEMENTS;
}

static gboolean
is_blank (const char *text, gsize size)
{
  for (gsize i = 0; i < size; i++)
    {
      if (text[i] != ' ' && text[i] != '\n' && text[i] != '\t' && text[i] != '\r')
        return FALSE;
    }
  return TRUE;
}

static void
characters_cb (void *data, const xmlChar *characters, int size)
{
  EarXmlInput *input = data;
  const char *text = (const char *) characters;

  if (input->error != NULL)
    return;
  if (input->content == EAR_XML_TEXT)
    {
      if (input->text->len + (gsize) size > input->handler->max_text_bytes)
        ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_LIMIT,
                            _ ("The text is too long; at most %" G_GSIZE_FORMAT " bytes are read."),
                            input->handler->max_text_bytes);
      else
        g_string_append_len (input->text, text, size);
    }
  else if (!is_blank (text, (gsize) size))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_GRAMMAR, _ ("There is text between elements; expected an element."));
}

static void
internal_subset_cb (void *data, const xmlChar *name G_GNUC_UNUSED, const xmlChar *external G_GNUC_UNUSED,
                    const xmlChar *system G_GNUC_UNUSED)
{
  ear_xml_input_fail (data, EAR_EXCHANGE_ERROR_NOT_XML, _ ("The file has a DOCTYPE, which no Earshot file has."));
}

static gboolean
is_utf8 (const char *encoding)
{
  return encoding == NULL || g_ascii_strcasecmp (encoding, "UTF-8") == 0;
}

/* The XML declaration has been read, and nothing after it. */
static void
start_document_cb (void *data)
{
  EarXmlInput *input = data;

  if (!is_utf8 ((const char *) input->parser->encoding)
      || !is_utf8 (input->parser->input == NULL ? NULL : (const char *) input->parser->input->encoding))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_NOT_XML, _ ("The file says that it is not UTF-8; expected "
                                                              "encoding=\"UTF-8\"."));
}

#if LIBXML_VERSION >= 21200
typedef const xmlError *ParserError;
#else
typedef xmlErrorPtr ParserError;
#endif

static void
error_cb (void *data, ParserError error)
{
  EarXmlInput *input = data;
  g_autofree char *detail = NULL;
  g_autofree char *message = NULL;

  if (input->error != NULL || error->level < XML_ERR_ERROR)
    return;
  if (input->at_end)
    {
      fail_truncated (input);
      return;
    }
  detail = g_utf8_make_valid (error->message == NULL ? "" : error->message, -1);
  g_strstrip (detail);
  message = g_strdup_printf (_ ("This is not well-formed XML (“%.200s”). The file may be damaged; ask for it again."),
                             detail);
  fail_literal (input, EAR_EXCHANGE_ERROR_NOT_XML, MAX (error->line, 1), message);
}

static xmlSAXHandler sax = {
  .initialized = XML_SAX2_MAGIC,
  .startDocument = start_document_cb,
  .internalSubset = internal_subset_cb,
  .startElementNs = start_element_cb,
  .endElementNs = end_element_cb,
  .characters = characters_cb,
  .ignorableWhitespace = characters_cb,
  .cdataBlock = characters_cb,
  .serror = error_cb,
};

/* The parser would follow a byte order mark or a pattern of zeros into another encoding. */
static void
check_start (EarXmlInput *input, const guint8 *bytes, gsize size)
{
  gboolean utf16 = size >= 2 && ((bytes[0] == 0xfe && bytes[1] == 0xff) || (bytes[0] == 0xff && bytes[1] == 0xfe));
  gboolean ebcdic = size >= 2 && bytes[0] == 0x4c && bytes[1] == 0x6f;

  if (utf16 || ebcdic || memchr (bytes, '\0', MIN (size, 4)) != NULL)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_NOT_XML, _ ("The file is not in UTF-8; expected XML in UTF-8."));
}

static void
check_chunk (EarXmlInput *input, const guint8 *bytes, gsize size)
{
  if (input->n_bytes == 0)
    check_start (input, bytes, size);
  input->n_bytes += size;
  if (input->n_bytes > input->handler->max_bytes)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_LIMIT,
                        _ ("The file is too large; at most %" G_GUINT64_FORMAT " bytes are read."),
                        input->handler->max_bytes);
  if (input->error == NULL && memchr (bytes, '\0', size) != NULL)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_NOT_XML, _ ("The file holds zero bytes, so it is no text; it may be "
                                                              "damaged."));
}

/* Goes on counting the values of the start tag that the parser waits for the end of. */
static void
count_values (EarXmlInput *input, xmlParserInputPtr in)
{
  OpenTag *tag = &input->open_tag;
  guint64 start = (guint64) in->consumed + (guint64) (in->cur - in->base);

  if (in->end - in->cur < 2 || in->cur[1] == '!' || in->cur[1] == '?')
    return;
  if (tag->start != start)
    *tag = (OpenTag){ .start = start };
  for (; tag->n_seen < (gsize) (in->end - in->cur); tag->n_seen++)
    {
      xmlChar at = in->cur[tag->n_seen];

      if (at == tag->quote)
        tag->quote = 0;
      else if (tag->quote == 0 && (at == '"' || at == '\''))
        {
          tag->quote = at;
          tag->n_values++;
        }
    }
}

/* A tag without an end is kept whole by the parser and looked through again with every piece. */
static void
check_backlog (EarXmlInput *input)
{
  xmlParserInputPtr in = input->parser->input;

  if (input->error != NULL || in == NULL || in->cur == in->end)
    return;
  if (*in->cur == '<')
    count_values (input, in);
  if (in->end - in->cur > EAR_XML_MAX_TAG_BYTES)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_LIMIT, _ ("A tag or comment is longer than %d bytes."),
                        EAR_XML_MAX_TAG_BYTES);
  else if (*in->cur == '<' && input->open_tag.n_values > EAR_XML_MAX_QUOTED)
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_LIMIT, _ ("A tag has more than %d attributes."), EAR_XML_MAX_QUOTED);
}

static void
parse_chunk (EarXmlInput *input, const guint8 *bytes, gsize size)
{
  check_chunk (input, bytes, size);
  if (input->error != NULL)
    return;
  for (gsize done = 0; done < size && input->error == NULL; done += PIECE_BYTES)
    {
      xmlParseChunk (input->parser, (const char *) bytes + done, (int) MIN (PIECE_BYTES, size - done), 0);
      check_backlog (input);
    }
}

static void
parse_end (EarXmlInput *input)
{
  if (input->error != NULL)
    return;
  input->at_end = TRUE;
  xmlParseChunk (input->parser, NULL, 0, 1);
  if (input->error == NULL && (!input->parser->wellFormed || !input->parser->nsWellFormed))
    ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_NOT_XML, _ ("This is not well-formed XML. The file may be damaged."));
}

static void
tell_progress (EarXmlInput *input, guint *told)
{
  const EarXmlSource *source = input->source;
  guint percent;

  if (source->progress == NULL || (source->size == 0 && source->fraction == NULL))
    return;
  percent = source->fraction != NULL ? (guint) (source->fraction (source->stream) * 100)
                                     : (guint) MIN (100, input->n_bytes * 100 / source->size);
  if (percent == *told)
    return;
  *told = percent;
  source->progress (percent / 100.0, source->progress_data);
}

static void
read_all (EarXmlInput *input)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  guint told = G_MAXUINT;
  gssize n;

  do
    {
      g_autoptr (GError) local = NULL;

      n = g_input_stream_read (input->source->stream, chunk, CHUNK_BYTES, input->source->cancellable, &local);
      if (n < 0 && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_set_error_literal (&input->error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Stopped. Nothing was changed."));
      else if (n < 0 && local->domain == EAR_EXCHANGE_ERROR)
        ear_xml_input_fail_with (input, g_steal_pointer (&local));
      else if (n < 0)
        ear_xml_input_fail (input, EAR_EXCHANGE_ERROR_NOT_READABLE, _ ("The file cannot be read on from here: %s."),
                            local->message);
      else if (n > 0)
        parse_chunk (input, chunk, (gsize) n);
      else
        parse_end (input);
      tell_progress (input, &told);
    }
  while (n > 0 && input->error == NULL && !ear_xml_memory_failed ());
  if (ear_xml_memory_failed ())
    fail_without_memory (input);
}

/**
 * ear_xml_input_read:
 *
 * Reads a whole document and calls the handler for each element in turn.
 *
 * Returns: whether every byte was read and nothing refused.
 */
gboolean
ear_xml_input_read (const EarXmlSource *source, const EarXmlHandler *handler, GError **error)
{
  EarXmlInput input = { .source = source, .handler = handler, .content = EAR_XML_ELEMENTS };

  ear_xml_memory_begin ();
  input.parser = xmlCreatePushParserCtxt (&sax, &input, NULL, 0, NULL);
  if (input.parser == NULL)
    {
      g_clear_error (&input.error);
      ear_exchange_fail_no_memory (source->name, error);
      return FALSE;
    }
  xmlCtxtUseOptions (input.parser, PARSER_OPTIONS);
  input.namespace = g_strdup_printf ("%s%u", handler->namespace_stem, handler->version);
  input.text = g_string_sized_new (4096);
  input.values = g_string_sized_new (256);

  read_all (&input);

  if (input.parser->myDoc != NULL)
    xmlFreeDoc (input.parser->myDoc);
  xmlFreeParserCtxt (input.parser);
  g_free (input.namespace);
  g_string_free (input.text, TRUE);
  g_string_free (input.values, TRUE);
  if (input.error == NULL)
    return TRUE;
  g_propagate_error (error, input.error);
  return FALSE;
}
