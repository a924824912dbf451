/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The other half of the second opinion: what a bundle says, read by GLib's parser, and held against what may leave. */
#include <string.h>

#include "part-judge.h"
#include "part-world.h"

/* --- A bundle, read by GLib's parser --- */

typedef struct
{
  GHashTable *found;
  GPtrArray *authors; /* from number 1 */
  char *key;          /* of the record that is open */
  char *own;          /* its stamp */
  GString *record, *text;
} Reader;

static const char *
attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], name))
        return values[i];
    }
  return NULL;
}

static const char *
author (Reader *reader, const char *number)
{
  guint64 n = g_ascii_strtoull (number, NULL, 10);

  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, reader->authors->len);
  return reader->authors->pdata[n - 1];
}

static void
read_seen (Reader *reader, const char *seen)
{
  g_auto (GStrv) entries = g_strsplit (seen == NULL ? "" : seen, " ", -1);

  g_string_append (reader->record, " seen");
  for (guint i = 0; entries[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (entries[i], "@", 2);

      g_string_append_printf (reader->record, " %s %s", halves[1], author (reader, halves[0]));
    }
}

static void
begin_record (Reader *reader, const char *element, const char **names, const char **values)
{
  const char *id = attribute (names, values, "id");
  const char *once = attribute (names, values, "once");

  if (g_str_equal (element, "author"))
    {
      g_ptr_array_add (reader->authors, g_strdup (id));
      reader->key = g_strdup_printf ("author %s", id);
      return;
    }
  if (g_str_equal (element, "only"))
    {
      reader->key = g_strdup_printf ("only %s %s", attribute (names, values, "kind"), id == NULL ? "" : id);
      return;
    }
  if (g_str_equal (element, "erased"))
    {
      reader->key = g_strdup_printf ("%s %s", attribute (names, values, "kind"), id);
      g_string_assign (reader->record, "erased");
      return;
    }
  reader->key = g_strdup_printf ("%s %s", element, id);
  reader->own = g_strdup_printf (" %s %s", attribute (names, values, "at"), author (reader, attribute (names, values, "by")));
  g_string_append_printf (reader->record, "record%s", reader->own);
  read_seen (reader, attribute (names, values, "seen"));
  g_string_append_printf (reader->record, " once%s%s", once == NULL ? "" : " ", once == NULL ? "" : once);
}

static void
start_cb (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data,
          GError **error G_GNUC_UNUSED)
{
  Reader *reader = data;
  guint depth = g_slist_length ((GSList *) g_markup_parse_context_get_element_stack (context));

  g_string_truncate (reader->text, 0);
  if (depth == 2)
    begin_record (reader, element, names, values);
  g_assert_cmpuint (depth, <=, 3);
}

/* The value stands before the stamps, so the attributes wait in the reader until the end of the element; GMarkup does not
 * keep them, so they are put down at the start with a mark where the value goes. */
static void
field_start_cb (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data,
                GError **error)
{
  Reader *reader = data;
  const char *at = attribute (names, values, "at");

  start_cb (context, element, names, values, data, error);
  if (g_slist_length ((GSList *) g_markup_parse_context_get_element_stack (context)) != 3)
    return;
  g_string_append_printf (reader->record, "\n%s=\001", element);
  if (at == NULL)
    g_string_append (reader->record, reader->own);
  else
    g_string_append_printf (reader->record, " %s %s", at, author (reader, attribute (names, values, "by")));
  read_seen (reader, attribute (names, values, "seen"));
}

static void
end_cb (GMarkupParseContext *context, const char *element G_GNUC_UNUSED, gpointer data, GError **error G_GNUC_UNUSED)
{
  Reader *reader = data;
  guint depth = g_slist_length ((GSList *) g_markup_parse_context_get_element_stack (context));

  if (depth == 3)
    {
      g_assert_cmpuint (g_string_replace (reader->record, "\001", reader->text->str, 1), ==, 1);
      return;
    }
  if (depth != 2)
    return;
  if (!g_hash_table_insert (reader->found, g_steal_pointer (&reader->key), g_strdup (reader->record->str)))
    g_error ("A record comes twice.");
  g_string_truncate (reader->record, 0);
  g_clear_pointer (&reader->own, g_free);
}

static void
text_cb (GMarkupParseContext *context G_GNUC_UNUSED, const char *text, gsize size, gpointer data, GError **error G_GNUC_UNUSED)
{
  g_string_append_len (((Reader *) data)->text, text, (gssize) size);
}

GHashTable *
part_read (const char *bundle)
{
  static const GMarkupParser parser = { field_start_cb, end_cb, text_cb, NULL, NULL };
  Reader reader = { .found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                    .authors = g_ptr_array_new_with_free_func (g_free),
                    .record = g_string_new (NULL),
                    .text = g_string_new (NULL) };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, bundle, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (reader.authors);
  g_string_free (reader.record, TRUE);
  g_string_free (reader.text, TRUE);
  return reader.found;
}

/* --- Comparing --- */

static void
assert_holds (GHashTable *all, GHashTable *some, const char *what)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, some);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *other = g_hash_table_lookup (all, key);

      if (other == NULL)
        g_error ("%s: %s\n%s", what, (const char *) key, (const char *) value);
      if (!g_str_equal (other, value))
        g_error ("Not the same of %s:\n%s\nand\n%s", (const char *) key, (const char *) value, other);
    }
}

/* Every word of the bytes is in something that may leave: not in a comment, an attribute or a file name. */
static void
check_words (const char *bundle, GHashTable *expected)
{
  g_autoptr (GString) all = g_string_new (NULL);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_string_append_printf (all, "\n%s", (const char *) value);
  for (const char *at = strstr (bundle, PART_WORD); at != NULL; at = strstr (at + 1, PART_WORD))
    {
      g_autofree char *word = g_strndup (at, (gsize) (strchr (at, 'x') - at) + 1);

      if (strstr (all->str, word) == NULL)
        g_error ("The bundle holds “%s”, which may not leave.", word);
    }
  g_assert_null (strstr (bundle, PART_LOCAL));
}

void
part_compare (const char *bundle, GHashTable *expected, GHashTable *found)
{
  assert_holds (found, expected, "The bundle lacks this");
  assert_holds (expected, found, "The bundle holds this, which may not leave");
  check_words (bundle, expected);
}
