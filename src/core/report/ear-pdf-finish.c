/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cairo 1.18 writes no word of: the document's language, that it is tagged, what a picture shows, which way a table's
 * heading looks, and the language of a quotation. The objects concerned are written once more after the end of the file with
 * that added, and an index after them: an incremental update (ISO 32000-1, 7.5.6). cairo packs its small objects into streams
 * and numbers the elements of the tree in the order in which they were begun. */
#include "ear-pdf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The end of a file says in less than so many bytes where its index is. */
#define TAIL 64

typedef struct
{
  guint number;
  char *text; /* a dictionary, from << to >> */
} Object;

typedef struct
{
  const char *data;
  gsize size;
  GPtrArray *objects; /* Object, elements of the tree and the catalog, by number */
  guint catalog, info, n_objects;
  gsize previous; /* where the index is */
} File;

static void
object_free (gpointer data)
{
  Object *object = data;

  g_free (object->text);
  g_free (object);
}

static const char *
find (const File *file, const char *from, const char *what)
{
  return memmem (from, (gsize) (file->data + file->size - from), what, strlen (what));
}

static guint
number_after (const File *file, const char *from, const char *key)
{
  const char *at = find (file, from, key);

  return at == NULL ? 0 : (guint) g_ascii_strtoull (at + strlen (key), NULL, 10);
}

/* The plain bytes of a packed stream; what follows it in the file is left alone. */
static GByteArray *
inflate (const char *packed, gsize size)
{
  g_autoptr (GZlibDecompressor) zlib = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  GByteArray *plain = g_byte_array_new ();
  guint8 part[16384];
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED)
    {
      gsize taken = 0, made = 0;

      result = g_converter_convert (G_CONVERTER (zlib), packed, size, part, sizeof part, G_CONVERTER_NO_FLAGS, &taken, &made, NULL);
      if (result == G_CONVERTER_ERROR)
        break;
      g_byte_array_append (plain, part, (guint) made);
      packed += taken;
      size -= taken;
    }
  g_byte_array_append (plain, (const guint8 *) "", 1);
  return plain;
}

/* An object stream begins with pairs of a number and an offset (ISO 32000-1, 7.5.7). */
static void
read_stream (File *file, const char *dictionary)
{
  const char *stream = find (file, dictionary, "stream\n");
  guint n = number_after (file, dictionary, "/N "), first = number_after (file, dictionary, "/First ");
  g_autoptr (GByteArray) plain = NULL;
  char *pair, *text;

  if (stream == NULL)
    return;
  stream += strlen ("stream\n");
  plain = inflate (stream, (gsize) (file->data + file->size - stream));
  if (first >= plain->len)
    return;
  pair = text = (char *) plain->data;
  for (guint i = 0; i < n; i++)
    {
      guint number = (guint) g_ascii_strtoull (pair, &pair, 10);
      guint64 offset = g_ascii_strtoull (pair, &pair, 10);
      char *next = pair;
      guint64 end;
      Object *object;

      (void) g_ascii_strtoull (next, &next, 10);
      end = i + 1 < n ? g_ascii_strtoull (next, &next, 10) : plain->len - 1 - first;
      if (end < offset || first + end >= plain->len)
        return;
      object = g_new0 (Object, 1);
      object->number = number;
      object->text = g_strchomp (g_strndup (text + first + offset, end - offset));
      if (strstr (object->text, "/Type /StructElem") != NULL || strstr (object->text, "/Type /Catalog") != NULL)
        g_ptr_array_add (file->objects, object);
      else
        object_free (object);
    }
}

static int
compare_objects (gconstpointer a, gconstpointer b)
{
  const Object *one = *(const Object *const *) a, *other = *(const Object *const *) b;

  return (one->number > other->number) - (one->number < other->number);
}

static gboolean
read_file (File *file)
{
  const char *last = file->size < TAIL ? NULL : find (file, file->data + file->size - TAIL, "startxref");
  const char *index;

  if (last == NULL)
    return FALSE;
  file->previous = (gsize) g_ascii_strtoull (last + strlen ("startxref"), NULL, 10);
  if (file->previous >= file->size)
    return FALSE;
  index = file->data + file->previous;
  file->catalog = number_after (file, index, "/Root ");
  file->info = number_after (file, index, "/Info ");
  file->n_objects = number_after (file, index, "/Size ");
  for (const char *at = find (file, file->data, "/Type /ObjStm"); at != NULL; at = find (file, at + 1, "/Type /ObjStm"))
    read_stream (file, at);
  g_ptr_array_sort (file->objects, compare_objects);
  return file->catalog > 0 && file->n_objects > 0;
}

static gboolean
is_named (const Object *object, const char *name)
{
  g_autofree char *entry = g_strdup_printf ("/S /%s\n", name);

  return strstr (object->text, entry) != NULL;
}

/* The dictionary without its end, and what is added. */
static void
append_object (GByteArray *bytes, GArray *index, const Object *object, const char *more)
{
  char *end = g_strrstr (object->text, ">>");
  g_autofree char *start = g_strndup (object->text, (gsize) (end - object->text));
  g_autofree char *text = g_strdup_printf ("%u 0 obj\n%s %s>>\nendobj\n", object->number, start, more);
  guint entry[2] = { object->number, bytes->len };

  g_array_append_vals (index, entry, 2);
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

static void
append_big_endian (GByteArray *bytes, guint32 value, guint n)
{
  while (n-- > 0)
    {
      guint8 byte = value >> 8 * n & 0xff;

      g_byte_array_append (bytes, &byte, 1);
    }
}

/* An index as a stream that is not packed, since cairo's own is one (ISO 32000-1, 7.5.8). Its own entry is its last. */
static void
append_index (GByteArray *bytes, const File *file, const GArray *index)
{
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  g_autoptr (GString) head = g_string_new (NULL);
  guint32 start = bytes->len;

  g_string_append_printf (head, "%u 0 obj\n<< /Type /XRef /Size %u /W [ 1 4 2 ] /Root %u 0 R /Info %u 0 R /Prev %" G_GSIZE_FORMAT " /Index [",
                          file->n_objects, file->n_objects + 1, file->catalog, file->info, file->previous);
  for (guint i = 0; i + 1 < index->len; i += 2)
    {
      g_string_append_printf (head, " %u 1", g_array_index (index, guint, i));
      append_big_endian (rows, 1, 1);
      append_big_endian (rows, g_array_index (index, guint, i + 1), 4);
      append_big_endian (rows, 0, 2);
    }
  append_big_endian (rows, 1, 1);
  append_big_endian (rows, start, 4);
  append_big_endian (rows, 0, 2);
  g_string_append_printf (head, " %u 1 ] /Length %u >>\nstream\n", file->n_objects, rows->len);
  g_byte_array_append (bytes, (const guint8 *) head->str, (guint) head->len);
  g_byte_array_append (bytes, rows->data, rows->len);
  g_string_printf (head, "\nendstream\nendobj\nstartxref\n%u\n%%%%EOF\n", start);
  g_byte_array_append (bytes, (const guint8 *) head->str, (guint) head->len);
}

/* Whether the elements in the file are those that were begun, each in its place. */
static gboolean
match (const GPtrArray *objects, const GArray *elements)
{
  if (objects->len != elements->len + 1)
    return FALSE;
  for (guint i = 0, e = 0; i < objects->len; i++)
    {
      const Object *object = objects->pdata[i];

      if (strstr (object->text, "/Type /Catalog") == NULL
          && (e == elements->len || !is_named (object, g_array_index (elements, EarPdfElement, e++).name)))
        return FALSE;
    }
  return TRUE;
}

/**
 * ear_pdf_finish:
 * @bytes: as cairo wrote them
 * @elements: all that were begun
 *
 * Returns: (transfer full) (nullable): the file's bytes.
 */
GBytes *
ear_pdf_finish (GByteArray *bytes, const EarDocument *document, const GArray *elements, GError **error)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (object_free);
  File file = { .data = (const char *) bytes->data, .size = bytes->len, .objects = objects };
  g_autoptr (GArray) index = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *language = ear_pdf_language (document->language);
  g_autofree char *of_catalog
    = g_strconcat (language, "/MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >> ", NULL);
  GByteArray *whole;

  if (!read_file (&file) || !match (objects, elements))
    {
      g_set_error_literal (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN,
                           _ ("The PDF could not be given what screen readers need. Nothing was written. Write the report as HTML or ODT."));
      return NULL;
    }
  whole = g_byte_array_new ();
  g_byte_array_append (whole, bytes->data, bytes->len);
  for (guint i = 0, e = 0; i < objects->len; i++)
    {
      const Object *object = objects->pdata[i];
      const char *more = of_catalog;

      if (strstr (object->text, "/Type /Catalog") == NULL)
        more = g_array_index (elements, EarPdfElement, e++).more;
      if (more != NULL)
        append_object (whole, index, object, more);
    }
  append_index (whole, &file, index);
  return g_byte_array_free_to_bytes (whole);
}
