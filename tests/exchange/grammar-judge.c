/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grammar-judge.h"

#include <string.h>

typedef struct
{
  char *name;
  char *text;
  gboolean expected; /* to be taken */
  gboolean refused;  /* by jing */
} Document;

static GPtrArray *documents;

static void
document_free (Document *document)
{
  g_free (document->name);
  g_free (document->text);
  g_free (document);
}

/**
 * judge_add:
 * @expected: whether the document is to be taken
 * @what: a word for its file's name
 * @text: (transfer full): the document
 */
void
judge_add (gboolean expected, const char *what, char *text)
{
  Document *document = g_new0 (Document, 1);

  if (documents == NULL)
    documents = g_ptr_array_new_with_free_func ((GDestroyNotify) document_free);
  document->name = g_strdup_printf ("%04u-%s.xml", documents->len, what);
  document->text = text;
  document->expected = expected;
  g_ptr_array_add (documents, document);
}

/* Adds every file of a folder of data/. */
void
judge_add_shipped (const char *folder)
{
  g_autofree char *path = g_build_filename (ear_test_source_root (), "data", folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      char *text = NULL;

      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      judge_add (TRUE, "shipped", text);
    }
}

static void
mark_refused (const char *output)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      for (guint j = 0; j < documents->len; j++)
        {
          Document *document = documents->pdata[j];

          if (strstr (lines[i], document->name) != NULL)
            document->refused = TRUE;
        }
    }
}

/* Asks jing about all documents in one go; FALSE when it is not installed. */
static gboolean
ask_jing (const char *folder, const char *schema)
{
  g_autofree char *jing = g_find_program_in_path ("jing");
  g_autofree char *path = g_build_filename (ear_test_source_root (), "data", "schema", schema, NULL);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *output = NULL;
  g_autofree char *complaint = NULL;
  g_autoptr (GError) error = NULL;

  if (jing == NULL)
    return FALSE;
  g_ptr_array_add (arguments, jing);
  g_ptr_array_add (arguments, (char *) "-c");
  g_ptr_array_add (arguments, path);
  for (guint i = 0; i < documents->len; i++)
    {
      Document *document = documents->pdata[i];
      g_autofree char *file = g_build_filename (folder, document->name, NULL);

      g_assert_true (g_file_set_contents (file, document->text, -1, NULL));
      g_ptr_array_add (arguments, document->name);
    }
  g_ptr_array_add (arguments, NULL);
  g_spawn_sync (folder, (char **) arguments->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, &complaint, NULL, &error);
  g_assert_no_error (error);
  if (strstr (output, path) != NULL)
    g_error ("The schema itself is wrong: %s", output);
  mark_refused (output);
  return TRUE;
}

/**
 * judge_all:
 * @schema: a file of data/schema
 * @take: Earshot's own reader
 *
 * Asks both about all documents added so far, and forgets them.
 */
void
judge_all (const char *schema, JudgeTakeFunc take)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autoptr (EarStore) store = ear_test_store (folder, "mine");
  gboolean has_jing = ask_jing (folder, schema);
  guint n_wrong = 0;

  for (guint i = 0; i < documents->len; i++)
    {
      Document *document = documents->pdata[i];
      g_autoptr (GError) error = NULL;
      gboolean taken = take (store, document->text, &error);

      if (taken == document->expected && (!has_jing || document->refused != taken))
        continue;
      g_test_message ("%s: expected %d, taken %d (%s), jing %d\n%s", document->name, document->expected, taken,
                      error == NULL ? "" : error->message, !document->refused, document->text);
      n_wrong++;
    }
  g_test_message ("%u documents", documents->len);
  g_assert_cmpuint (n_wrong, ==, 0);
  g_clear_pointer (&documents, g_ptr_array_unref);
  if (!has_jing)
    g_test_skip ("jing is not installed: only Earshot's own grammar was asked");
}
