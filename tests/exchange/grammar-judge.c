/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grammar-judge.h"

#include <string.h>
#include <sys/wait.h>

/* jing ends with 1 where it complains, xmllint with up to 4; more is that it could not work, or that it was killed. */
#define MOST_STATUS 4

typedef struct
{
  char *name;
  char *text;
  gboolean expected; /* to be taken */
  gboolean refused;  /* by jing */
  gboolean malformed;    /* so that no judge of schemas was asked */
  gboolean lint_refused; /* by xmllint */
  /* Of one of which nobody knows beforehand whether it is to be taken. */
  JudgeBeyondFunc beyond; /* (nullable) */
  gpointer data;
  GDestroyNotify free_data;
} Document;

static GPtrArray *documents;
static gboolean asked_lint;

static void
document_free (Document *document)
{
  g_free (document->name);
  g_free (document->text);
  if (document->free_data != NULL)
    document->free_data (document->data);
  g_free (document);
}

static Document *
new_document (const char *what, char *text)
{
  Document *document = g_new0 (Document, 1);

  if (documents == NULL)
    documents = g_ptr_array_new_with_free_func ((GDestroyNotify) document_free);
  document->name = g_strdup_printf ("%04u-%s.xml", documents->len, what);
  document->text = text;
  g_ptr_array_add (documents, document);
  return document;
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
  new_document (what, text)->expected = expected;
}

/**
 * judge_add_unknown:
 * @text: (transfer full): the document
 * @beyond: asked only where the schema takes the document
 * @data: (transfer full)
 *
 * Adds a document that is to be taken exactly if the schema takes it and @beyond does not object.
 */
void
judge_add_unknown (const char *what, char *text, JudgeBeyondFunc beyond, gpointer data, GDestroyNotify free_data)
{
  Document *document = new_document (what, text);

  document->beyond = beyond;
  document->data = data;
  document->free_data = free_data;
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

/* Without jing nothing is known of a document that was changed at random. */
static gboolean
is_expected (Document *document, gboolean has_jing, gboolean taken)
{
  if (document->beyond == NULL)
    return document->expected;
  return has_jing ? !document->refused && !document->beyond (document->data) : taken;
}

/* Returns: the number of the document at which the judge stopped, with all after it not judged, or how many there are. */
static guint
mark_refused (const char *output)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  guint stopped = documents->len;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      /* xmllint names those too that are well. */
      if (g_str_has_suffix (lines[i], " validates"))
        continue;
      for (guint j = 0; j < documents->len; j++)
        {
          Document *document = documents->pdata[j];

          if (strstr (lines[i], document->name) == NULL)
            continue;
          document->refused = TRUE;
          if (strstr (lines[i], ": fatal:") != NULL)
            stopped = j;
        }
    }
  return stopped;
}

static guint
count_refused (void)
{
  guint n = 0;

  for (guint i = 0; i < documents->len; i++)
    n += ((Document *) documents->pdata[i])->refused;
  return n;
}

/* A judge that was killed, could not start or complains of nothing that it was asked about has judged nothing. */
static void
check_ended (const char *judge, int status, gboolean complains, const char *said)
{
  if (!WIFEXITED (status) || WEXITSTATUS (status) > MOST_STATUS || (WEXITSTATUS (status) != 0 && !complains))
    g_error ("%s did not come to its end (wait status %d): %s", judge, status, said);
}

/* Runs a judge on all documents from number @from that nobody refused yet, the first arguments being its own, and marks those that
 * it complains about. @stopped: (out) (optional): as mark_refused() says. Returns what it said. */
static char *
ask (const char *folder, guint from, const char *judge, const char *option, const char *more, const char *last, guint *stopped)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *output = NULL;
  g_autofree char *complaint = NULL;
  g_autoptr (GError) error = NULL;
  guint n_before = count_refused (), end;
  char *said;
  int status;

  g_ptr_array_add (arguments, (char *) judge);
  g_ptr_array_add (arguments, (char *) option);
  g_ptr_array_add (arguments, (char *) more);
  if (last != NULL)
    g_ptr_array_add (arguments, (char *) last);
  for (guint i = from; i < documents->len; i++)
    {
      Document *document = documents->pdata[i];

      if (!document->refused)
        g_ptr_array_add (arguments, document->name);
    }
  g_ptr_array_add (arguments, NULL);
  g_spawn_sync (folder, (char **) arguments->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &complaint, &status, &error);
  g_assert_no_error (error);
  said = g_strconcat (output, complaint, NULL);
  end = mark_refused (said);
  check_ended (judge, status, count_refused () > n_before, said);
  if (stopped != NULL)
    *stopped = end;
  return said;
}

/* libxml2's own RELAX NG, which does not read the compact form. A third judge, with the same say. */
static void
ask_lint (const char *folder, const char *schema, const char *xmllint)
{
  g_autofree char *trang = g_find_program_in_path ("trang");
  g_autofree char *translated = g_build_filename (folder, "schema.rng", NULL);
  char *arguments[] = { trang, (char *) schema, translated, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  for (guint i = 0; i < documents->len; i++)
    {
      Document *document = documents->pdata[i];

      document->malformed = document->refused;
    }
  if (trang == NULL)
    return;
  g_spawn_sync (folder, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_free (ask (folder, 0, xmllint, "--noout", "--relaxng", translated, NULL));
  for (guint i = 0; i < documents->len; i++)
    {
      Document *document = documents->pdata[i];

      document->lint_refused = document->refused;
      document->refused = document->malformed;
    }
  asked_lint = TRUE;
}

/* Asks jing about all documents at once, since it is slow to start; FALSE when it is not installed. It stops at one that is
 * not well-formed, so those are told apart first, and whatever is left after such a one is asked about again. */
static gboolean
ask_jing (const char *folder, const char *schema)
{
  g_autofree char *jing = g_find_program_in_path ("jing");
  g_autofree char *xmllint = g_find_program_in_path ("xmllint");
  g_autofree char *path = g_build_filename (ear_test_source_root (), "data", "schema", schema, NULL);
  g_autofree char *said = NULL;
  guint n_asked = 0;

  if (jing == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      Document *document = documents->pdata[i];
      g_autofree char *file = g_build_filename (folder, document->name, NULL);

      g_assert_true (g_file_set_contents (file, document->text, -1, NULL));
    }
  if (xmllint != NULL)
    {
      g_free (ask (folder, 0, xmllint, "--noout", "--nonet", NULL, NULL));
      ask_lint (folder, path, xmllint);
    }
  for (guint from = 0; from < documents->len;)
    {
      guint stopped;

      g_free (said);
      said = ask (folder, from, jing, "-c", path, NULL, &stopped);
      if (strstr (said, path) != NULL)
        g_error ("The schema itself is wrong: %s", said);
      /* It always goes on after the one at which it stopped, and so comes to an end whatever it says. */
      from = stopped + 1;
      n_asked++;
    }
  g_test_message ("jing was asked %u times", n_asked);
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
  guint n_wrong = 0, n_taken = 0, n_refused = 0;

  for (guint i = 0; i < documents->len; i++)
    {
      Document *document = documents->pdata[i];
      g_autoptr (GError) error = NULL;
      gboolean taken = take (store, document->text, &error);
      gboolean expected = is_expected (document, has_jing, taken);

      n_taken += taken;
      n_refused += document->refused;
      if (asked_lint && has_jing && document->lint_refused != document->refused)
        {
          g_test_message ("%s: jing %d, xmllint %d\n%s", document->name, !document->refused, !document->lint_refused, document->text);
          n_wrong++;
        }
      if (taken == expected && (!has_jing || document->beyond != NULL || document->refused != taken))
        continue;
      g_test_message ("%s: expected %d, taken %d (%s), jing %d\n%s", document->name, expected, taken,
                      error == NULL ? "" : error->message, !document->refused, document->text);
      n_wrong++;
    }
  g_test_message ("%u documents: %u taken, %u refused by the schema, %u by rules beyond it", documents->len, n_taken, n_refused,
                  documents->len - n_taken - n_refused);
  g_assert_cmpuint (n_wrong, ==, 0);
  g_clear_pointer (&documents, g_ptr_array_unref);
  if (!has_jing)
    g_test_skip ("jing is not installed: only Earshot's own grammar was asked");
}
