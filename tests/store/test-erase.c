/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of somebody's words once their consent was withdrawn: nothing, in no page of any file. */
#include "ear-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "ear-drafts.h"
#include "ear-raw.h"

#define N_MANY 1500

static void
put (EarStore *store, EarRecord *record)
{
  g_autoptr (GError) error = NULL;

  ear_store_put (store, record, &error);
  g_assert_no_error (error);
}

static EarRecord *
participant (EarStore *store, const EarRecord *session, const char *label)
{
  EarRecord *person = ear_record_new (EAR_KIND_PARTICIPANT);

  ear_record_set (person, EAR_PARTICIPANT_LABEL, label);
  ear_record_set_id (person, EAR_PARTICIPANT_SESSION, &session->id);
  ear_record_set (person, EAR_PARTICIPANT_CODE_WORD, "kestrelbridge");
  ear_record_set (person, EAR_PARTICIPANT_CONTACT, "kestrelcontact");
  put (store, person);
  return person;
}

/* Words that fill from a few bytes to several overflow pages; each tenth is the withdrawing person's. */
static char *
long_words (const char *word, guint i)
{
  GString *text = g_string_new (NULL);

  for (guint n = 0; n <= i % 7 * i % 90; n++)
    g_string_append_printf (text, "%s%u rest%u of what was said there ", word, i, n);
  return g_string_free (text, FALSE);
}

static void
code (EarStore *store, const EarRecord *voice, const char *memo)
{
  g_autoptr (EarRecord) coding = ear_record_new (EAR_KIND_CODING);
  EarId theme = ear_id_new ();

  ear_record_set_id (coding, EAR_CODING_CONTRIBUTION, &voice->id);
  ear_record_set_id (coding, EAR_CODING_THEME, &theme);
  ear_record_set (coding, EAR_CODING_MEMO, memo);
  put (store, coding);
}

static void
fill (EarStore *store, const EarRecord *session, const EarRecord *person)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_store_begin (store, &error));
  for (guint i = 0; i < N_MANY; i++)
    {
      gboolean theirs = i % 10 == 3;
      g_autofree char *words = long_words (theirs ? "kestrel" : "sparrow", i);
      g_autoptr (EarRecord) voice = ear_record_new (EAR_KIND_CONTRIBUTION);

      ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &session->id);
      ear_record_set (voice, EAR_CONTRIBUTION_TEXT, words);
      ear_record_set (voice, EAR_CONTRIBUTION_PRIVATE_NOTE, theirs ? "kestrelnote" : NULL);
      if (theirs)
        ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &person->id);
      put (store, voice);
      if (i % 3 == 0)
        {
          g_autofree char *edited = g_strconcat (theirs ? "kestreledit " : "sparrowedit ", words, NULL);

          ear_record_set (voice, EAR_CONTRIBUTION_TEXT, edited);
          put (store, voice);
        }
      if (i % 5 == 3)
        code (store, voice, theirs ? "kestrelmemo" : "sparrowmemo");
    }
  g_assert_true (ear_store_commit (store, &error));
  g_assert_no_error (error);
}

/* Some go and come again, so that pages are freed, split and taken anew. */
static void
churn (EarStore *store, const EarRecord *session)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (EarStatement) each = ear_store_query (store, "SELECT id FROM contributions WHERE n % 10 = 5 AND state = 0", NULL);
  g_autoptr (GError) error = NULL;
  EarId id;

  while (ear_statement_step (each, &error) == EAR_STEP_ROW)
    {
      ear_statement_get_id (each, 0, &id);
      g_ptr_array_add (ids, g_memdup2 (&id, sizeof id));
    }
  g_clear_pointer (&each, ear_statement_free);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *words = long_words ("starling", i * 3);
      g_autoptr (EarRecord) voice = i % 2 == 0 ? NULL : ear_test_voice (store, session, words);

      ear_store_erase (store, EAR_KIND_CONTRIBUTION, ids->pdata[i], &error);
      g_assert_no_error (error);
    }
}

static void
assert_no_words (const char *path, const char *const *words)
{
  g_autoptr (GBytes) pages = ear_raw_pages (path, EAR_TEST_PASSPHRASE);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *found = ear_raw_find (pages, words[i]);

      if (found != NULL)
        g_error ("“%s” is still in %s: %s", words[i], path, found);
    }
}

static void
test_many_pages (void)
{
  static const char *const theirs[] = { "kestrel", NULL };
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "big");
  g_autoptr (EarStore) store = ear_test_store (folder, "big");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) person = participant (store, session, "P1");
  g_autoptr (GError) error = NULL;

  fill (store, session, person);
  churn (store, session);
  g_assert_true (ear_store_erase (store, EAR_KIND_PARTICIPANT, &person->id, &error));
  g_assert_no_error (error);
  g_clear_pointer (&store, ear_store_close);
  assert_no_words (path, theirs);
}

/* What was typed over a voice goes with it; what is typed elsewhere stays. */
static void
test_drafts (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "typed");
  g_autofree char *key = ear_drafts_new_key ();
  g_autoptr (EarStore) store = ear_test_store (folder, "typed");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (EarRecord) voice = ear_test_voice (store, session, "kestrel");
  g_autofree char *in = ear_id_to_string (&session->id), *id = ear_id_to_string (&voice->id);
  g_autofree char *edit = g_strconcat ("edit/", in, "/", id, NULL), *line = g_strconcat ("capture/", in, NULL);
  g_autofree char *file = g_strconcat (path, "-drafts", NULL);
  g_autoptr (GError) error = NULL;
  EarDrafts *drafts = ear_drafts_open (path, key, &error);
  static const char *const gone[] = { "kestrel", NULL };
  g_autoptr (GBytes) pages = NULL;
  g_autofree char *kept = NULL;

  g_assert_true (ear_store_set_setting (store, "drafts-key", key, &error));
  g_assert_true (ear_drafts_save (drafts, edit, "kestrel typed again", &error));
  g_assert_true (ear_drafts_save (drafts, line, "sparrow", &error));
  ear_drafts_close (drafts);
  g_assert_true (ear_store_erase (store, EAR_KIND_CONTRIBUTION, &voice->id, &error));
  g_assert_no_error (error);
  g_clear_pointer (&store, ear_store_close);
  assert_no_words (path, gone);
  pages = ear_raw_pages (file, key);
  g_assert_null (ear_raw_find (pages, "kestrel"));
  kept = ear_raw_find (pages, "sparrow");
  g_assert_nonnull (kept);
}

/* Not met yet: where SQLite moves a row to another page it leaves a copy in the unused middle of the first, which
 * secure_delete does not blank. VACUUM does, but a power cut in it left a workbook that did not open.
 * Six people's voices come, change, grow and shrink in a random order, so that rows wander from page to page; then one
 * after another withdraws. */
static void
test_wandering_rows (void)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = ear_test_path (folder, "wandering");
  g_autoptr (EarStore) store = ear_test_store (folder, "wandering");
  g_autoptr (EarRecord) session = ear_test_session (store, "One");
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  EarId people[6];

  if (g_getenv ("EARSHOT_TEST_WANDERING") == NULL)
    {
      g_test_skip ("known gap: copies of moved rows in the unused part of pages");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    people[i] = ear_id_new ();
  for (guint round = 0; round < G_N_ELEMENTS (people); round++)
    {
      g_autofree char *word = g_strdup_printf ("kestrel%ux", round);
      const char *const words[] = { word, NULL };

      g_assert_true (ear_store_begin (store, &error));
      for (guint i = 0; i < 150; i++)
        {
          guint known = ids->len == 0 ? 0 : (guint) g_test_rand_int_range (0, (gint32) ids->len * 2);
          g_autoptr (EarRecord) voice = known >= ids->len ? ear_record_new (EAR_KIND_CONTRIBUTION)
                                                          : ear_store_get (store, EAR_KIND_CONTRIBUTION, ids->pdata[known], &error);
          guint person = (guint) g_test_rand_int_range ((gint32) round, G_N_ELEMENTS (people));
          g_autoptr (GString) text = g_string_new (NULL);
          EarId owner;

          if (voice->erased)
            continue;
          if (known >= ids->len)
            {
              ear_record_set_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &people[person]);
              ear_record_set_id (voice, EAR_CONTRIBUTION_SESSION, &session->id);
              g_ptr_array_add (ids, g_memdup2 (&voice->id, sizeof voice->id));
            }
          g_assert_true (ear_record_get_id (voice, EAR_CONTRIBUTION_PARTICIPANT, &owner));
          for (person = 0; !ear_id_equal (&people[person], &owner); person++)
            ;
          for (gint32 n = g_test_rand_int_range (1, 12) * g_test_rand_int_range (1, 14); n > 0; n--)
            g_string_append_printf (text, "kestrel%ux%u tells ", person, (guint) g_test_rand_int_range (0, 400));
          ear_record_set (voice, EAR_CONTRIBUTION_TEXT, text->str);
          ear_record_set (voice, EAR_CONTRIBUTION_REF, g_test_rand_bit () ? text->str + text->len - 12 : NULL);
          put (store, voice);
        }
      g_assert_true (ear_store_commit (store, &error));
      ear_store_erase (store, EAR_KIND_PARTICIPANT, &people[round], &error);
      g_assert_no_error (error);
      g_clear_pointer (&store, ear_store_close);
      assert_no_words (path, words);
      store = ear_store_open (path, EAR_TEST_PASSPHRASE, &error);
      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/erase/many-pages", test_many_pages);
  g_test_add_func ("/store/erase/drafts", test_drafts);
  g_test_add_func ("/store/erase/wandering-rows", test_wandering_rows);
  return g_test_run ();
}
